import pytest

import reference


@pytest.fixture(scope="session")
def world() -> reference.Reference:
    return reference.open()
