"""Every folder of the log can be formatted: about one new id in sixty would not be taken by Kafka's own tool."""

import base64

from deploy.broker.config import cluster_id


def test_an_id_is_never_taken_for_an_option() -> None:
    ids = {cluster_id() for _ in range(2_000)}

    assert len(ids) == 2_000
    assert not [each for each in ids if each.startswith("-")]
    assert {len(base64.urlsafe_b64decode(each + "==")) for each in ids} == {16}
