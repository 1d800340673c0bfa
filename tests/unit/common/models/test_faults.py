from pathlib import Path

from common.errors import Unavailable, by_code
from common.models.faults import DamagedModel, DiskFull, NoSource


def test_a_wrong_hash_is_told_with_both_hashes_and_the_command_to_run():
    fault = DamagedModel("whisper-base", "model.bin", "a" * 64, "b" * 64)
    assert "a" * 64 in fault.detail
    assert "b" * 64 in fault.detail
    assert "pull whisper-base" in fault.detail


def test_a_full_disk_is_told_with_both_figures():
    assert "1,557 MB" in DiskFull(Path("/models"), 1_557_000_000, 12_000_000).detail
    assert "12 MB" in DiskFull(Path("/models"), 1_557_000_000, 12_000_000).detail


def test_no_source_lists_what_was_tried():
    detail = NoSource("m", ["mirror: gone", "hub: HTTP 404"]).detail
    assert "mirror: gone" in detail
    assert "hub: HTTP 404" in detail


def test_supply_faults_are_answered_as_unavailable_and_found_by_code():
    assert issubclass(by_code("model_damaged"), Unavailable)
    assert DamagedModel("m", "f", "a", "b").body()["status"] == 503
