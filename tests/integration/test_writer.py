"""The writer and its standby on the real broker: whatever dies, every input is decided exactly once."""

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator

import pytest

from services.dedup.writer.steps import Step
from tests.integration.writer_shop import PATIENCE_S, Process, Shop
from tests.waiting import until

pytestmark = pytest.mark.integration


def test_a_standby_goes_on_when_the_active_writer_is_killed(shop: Shop) -> None:
    active = shop.start()
    shop.active(active)
    standby = shop.start()
    shop.post(20)
    shop.all_decided()

    active.send(signal.SIGKILL)
    shop.post(20)
    shop.active(standby)
    shop.all_decided()

    assert active.wait(30) == -signal.SIGKILL
    shop.require_exactly_once()


@pytest.fixture(scope="module")
def deaths(kafka: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Step, tuple[Shop, Process]]]:
    """For each step a writer that died after it while others wait, and a successor that is taking over.

    Side by side: most of the time is the broker's, which waits before it takes a silent member for dead.
    """
    folder, prefix = tmp_path_factory.mktemp("deaths"), f"t{uuid.uuid4().hex[:12]}"
    shops = {step: Shop(kafka, f"{prefix}.{step.name.lower()}.", folder / step.name) for step in Step}
    doomed = {step: shop.start(die_after=step) for step, shop in shops.items()}
    for step, shop in shops.items():
        if step > Step.READING:
            shop.active(doomed[step])
            shop.post(1)
            shop.all_decided()
        shop.post(5)
    for step, shop in shops.items():
        doomed[step].wait(PATIENCE_S)
        shop.start()
        # What it had already decided must not be decided again by a successor that has something to decide.
        shop.post(1)
    yield {step: (shop, doomed[step]) for step, shop in shops.items()}
    for shop in shops.values():
        shop.close()


@pytest.mark.parametrize("step", list(Step), ids=lambda step: step.name.lower())
def test_a_writer_killed_after_any_step_loses_and_repeats_nothing(
    deaths: dict[Step, tuple[Shop, Process]], step: Step
) -> None:
    shop, doomed = deaths[step]
    assert doomed.ended() == -signal.SIGKILL
    assert doomed.has_done(step)

    shop.all_decided()

    shop.require_exactly_once()


def test_a_writer_that_was_frozen_while_another_took_over_is_fenced(shop: Shop) -> None:
    zombie = shop.start()
    shop.active(zombie)
    shop.post(1)
    shop.all_decided()
    zombie.send(signal.SIGSTOP)
    successor = shop.start()
    shop.post(1)
    shop.active(successor)
    shop.all_decided()

    zombie.send(signal.SIGCONT)
    shop.post(10)
    shop.all_decided()

    assert until(zombie.ended, PATIENCE_S, "the zombie to end") != 0
    shop.require_exactly_once()


def test_the_state_file_is_the_fold_of_the_log(shop: Shop) -> None:
    only = shop.start()
    shop.active(only)
    shop.post(7)
    shop.all_decided()
    shop.stop(only)

    shop.require_state(shop.require_exactly_once())


def test_the_program_runs_on_its_settings_alone(shop: Shop) -> None:
    told = {
        "DECONFLICT_KAFKA_BOOTSTRAP": shop.bootstrap,
        "DECONFLICT_TOPIC_PREFIX": shop.prefix,
        "DECONFLICT_STATE_DIR": str(shop.folder),
    }
    shop.post(2)
    program = subprocess.Popen([sys.executable, "-m", "services.dedup.writer"], env={**os.environ, **told})
    try:
        shop.all_decided()
        shop.require_exactly_once()
    finally:
        program.send_signal(signal.SIGTERM)
        assert program.wait(PATIENCE_S) == 0
