"""What was left by somebody who was killed is cleared away; what somebody holds is not."""

import os

from casebook.upkeep.beside import OLD_S, PREFIX, aside


def test_what_a_dead_process_left_goes_and_what_is_held_stays(tmp_path):
    with aside(tmp_path) as held:
        (held / "half").touch()
        dead = tmp_path / f"{PREFIX}dead"
        young = tmp_path / f"{PREFIX}young"
        for folder in (dead, young):
            folder.mkdir()
            (folder / "half").touch()
        for folder in (held, dead):
            os.utime(folder, (0, folder.stat().st_mtime - 2 * OLD_S))
        with aside(tmp_path):
            assert held.exists()
            assert young.exists()
            assert not dead.exists()
    assert [path.name for path in tmp_path.iterdir()] == [young.name]
