"""An answer to each question, as the API gave it for a small story: `tests/answers.py` tells the story anew."""
