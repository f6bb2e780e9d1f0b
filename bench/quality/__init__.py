"""Quality of extraction and matching against gold data that stays outside the project; paths are options."""
