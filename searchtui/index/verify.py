"""Whether an index is sound: the engine's files, the manifest, the record of copies, and that the three agree."""

from __future__ import annotations

from searchtui.engines.protocol import Engine, SearchRequest
from searchtui.index.copies import examine
from searchtui.index.copy_tables import CopiesDamagedError
from searchtui.index.generations import Generation
from searchtui.index.manifest import Manifest, ManifestDamagedError
from searchtui.query.nodes import Everything


def verify(engine: Engine, generation: Generation | None) -> list[str]:
    """Read every file of a generation; one sentence per problem, none if it is sound. Changes nothing."""
    problems = engine.verify()
    if generation is None:
        return [*problems, "The index was removed while it was checked."]
    try:
        with Manifest(generation.manifest_file, read_only=True) as manifest:
            problems += manifest.problems() or _disagreement(engine, generation, manifest)
    except (ManifestDamagedError, CopiesDamagedError) as error:
        problems.append(error.message)
    return problems


def _disagreement(engine: Engine, generation: Generation, manifest: Manifest) -> list[str]:
    """What is wrong with the record of copies, and who else than the manifest holds another number of articles.

    They may do so while something is being committed.
    """
    listed = manifest.count()
    held = engine.search(SearchRequest(Everything(), limit=0)).total
    compared, problems = examine(generation.folder)
    if manifest.pending() or manifest.count() != listed:
        return problems
    if held != listed:
        problems.append(f"The index holds {held:,} articles but its manifest lists {listed:,}.")
    if compared != listed:
        problems.append(f"Of {listed:,} articles {compared:,} have been compared to find copies.")
    return problems
