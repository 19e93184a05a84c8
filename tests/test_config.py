from pathlib import Path

import pytest

from searchtui.config import LIBRARY_VARIABLE, Settings, find_library, load_settings
from searchtui.errors import UsageError


@pytest.fixture(autouse=True)
def no_library_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LIBRARY_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)


class TestFindingTheLibrary:
    def test_the_option_wins(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "named").mkdir()
        (tmp_path / "seeds").mkdir()
        monkeypatch.setenv(LIBRARY_VARIABLE, str(tmp_path))
        assert find_library("named").root == tmp_path / "named"

    def test_the_variable_comes_next(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "named").mkdir()
        (tmp_path / "seeds").mkdir()
        monkeypatch.setenv(LIBRARY_VARIABLE, str(tmp_path / "named"))
        assert find_library().root == tmp_path / "named"

    @pytest.mark.parametrize("mark", ["seeds/", "searchtui.toml"])
    def test_else_the_nearest_folder_upwards(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
        (tmp_path / mark).mkdir() if mark.endswith("/") else (tmp_path / mark).touch()
        (tmp_path / "a" / "b").mkdir(parents=True)
        monkeypatch.chdir(tmp_path / "a" / "b")
        assert find_library().root == tmp_path

    def test_else_the_users_data(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        assert find_library().root.name == "searchtui"

    def test_parts_can_lie_elsewhere(self, tmp_path: Path) -> None:
        paths = find_library(tmp_path, seeds="clippings", index=tmp_path / "fast" / "disk")
        assert (paths.seeds, paths.index) == (tmp_path / "clippings", tmp_path / "fast" / "disk")

    def test_a_folder_that_is_none_is_an_error(self) -> None:
        with pytest.raises(UsageError, match="There is no folder"):
            find_library("nowhere")

    def test_a_variable_that_names_none_is_blamed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(LIBRARY_VARIABLE, "nowhere")
        with pytest.raises(UsageError, match=LIBRARY_VARIABLE):
            find_library()


class TestPathsOfArticles:
    def test_are_relative_to_the_library(self, tmp_path: Path) -> None:
        paths = find_library(tmp_path)
        assert paths.shown("2023/one.txt") == "seeds/2023/one.txt"

    def test_are_relative_to_a_folder_of_articles_elsewhere(self, tmp_path: Path) -> None:
        (tmp_path / "library").mkdir()
        paths = find_library(tmp_path / "library", seeds=tmp_path / "press")
        assert paths.shown("2023/one.txt") == "2023/one.txt"

    @pytest.mark.parametrize("seeds", ["library/seeds", "library", "press"])
    def test_lead_back_to_the_file(self, tmp_path: Path, seeds: str) -> None:
        (tmp_path / "library").mkdir()
        paths = find_library(tmp_path / "library", seeds=tmp_path / seeds)
        assert paths.file(paths.shown("a/b.txt")) == tmp_path / seeds / "a" / "b.txt"


class TestSettings:
    def test_have_defaults(self, tmp_path: Path) -> None:
        assert load_settings(tmp_path) == Settings()

    def test_are_read_from_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "searchtui.toml").write_text('default_language = "de"\nmax_file_mb = 5\n')
        assert load_settings(tmp_path) == Settings(default_language="de", max_file_mb=5)

    def test_a_misspelt_one_is_recognised(self, tmp_path: Path) -> None:
        (tmp_path / "searchtui.toml").write_text('theem = "light"\n')
        with pytest.raises(UsageError, match='unknown setting "theem"') as caught:
            load_settings(tmp_path)
        assert caught.value.hint == 'Did you mean "theme"?'

    @pytest.mark.parametrize(
        ("line", "complaint"),
        [
            ("theme = 3", "a text in quotes"),
            ('max_file_mb = "many"', "a whole number"),
            ("max_file_mb = true", "a whole number"),
            ("max_file_mb = 0", "from 1 to"),
            ('theme = "pink"', "one of dark, light, high-contrast, colour-safe, terminal"),
            ('default_language = "German"', "two letters"),
            ("theme = ", "not valid TOML"),
        ],
    )
    def test_a_wrong_value_is_explained_with_its_file(self, tmp_path: Path, line: str, complaint: str) -> None:
        (tmp_path / "searchtui.toml").write_text(line)
        with pytest.raises(UsageError, match=complaint) as caught:
            load_settings(tmp_path)
        assert str(tmp_path / "searchtui.toml") in caught.value.message

    def test_a_theme_of_ones_own_is_named_like_any_other(self, tmp_path: Path) -> None:
        (tmp_path / ".searchtui" / "themes").mkdir(parents=True)
        (tmp_path / ".searchtui" / "themes" / "mint.toml").write_text('primary = "#00aa88"')
        (tmp_path / "searchtui.toml").write_text('theme = "mint"')
        assert load_settings(tmp_path).theme == "mint"
        (tmp_path / "searchtui.toml").write_text('theme = "mind"')
        with pytest.raises(UsageError, match=r"one of dark, .*, terminal, mint") as caught:
            load_settings(tmp_path)
        assert ".searchtui/themes/NAME.toml" in caught.value.hint

    def test_a_file_that_is_no_text_is_an_error(self, tmp_path: Path) -> None:
        (tmp_path / "searchtui.toml").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(UsageError, match="not UTF-8"):
            load_settings(tmp_path)
