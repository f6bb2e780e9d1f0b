"""The log on Apache Kafka, by kafka-python."""

from chassis.log.kafka.adapter import KafkaLog

__all__ = ["KafkaLog"]
