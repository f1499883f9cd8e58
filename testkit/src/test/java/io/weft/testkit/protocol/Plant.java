package io.weft.testkit.protocol;

import java.io.IOException;

/**
 * A mistake to plant into Weft's own source: in which class, what text is exchanged for what, in which scene it must be
 * found, and by which words of the failure it is known. A new one is a constant here.
 */
enum Plant {
    BELIEVES_THAT_EXISTS_MEANS_ANOTHER(
            "internal/log/Commit",
            "found(seen).or(() ->",
            "Optional.<CommitResult>empty().or(() ->",
            Scene.BAD_LUCK_FOR_APPEND_AND_REPLACE,
            "one transaction is both version"),
    PASSES_AN_EMPTY_SLOT_AFTER_A_LOST_ANSWER(
            "internal/log/Commit",
            "long next = seen.head() + 1;",
            "long next = unanswered > 0 ? slot + 1 : seen.head() + 1;",
            Scene.LATE_APPEND_AND_APPEND,
            "the slot after version 1 is 00000000000000000003.json"),
    DELETES_STAGED_FILES_AFTER_AN_UNKNOWN_OUTCOME(
            "internal/publish/PublicationSession",
            "return outcome instanceof PublishOutcome.Unknown\n",
            "return false\n",
            Scene.SILENT_APPEND,
            "of version 2 is not there, or not whole"),
    DOES_NOT_REFRESH_BEFORE_THE_PUT(
            "internal/log/Commit",
            "if (number > 0) {",
            "if (number < 0) {",
            Scene.TWO_APPENDS,
            "a publication ended as Crowded"),
    FORGETS_WHAT_CAME_AFTER_ITS_BASE(
            "internal/log/ProductLog",
            "LongStream.rangeClosed(base + 1, ledger.head())",
            "LongStream.rangeClosed(ledger.head() + 1, ledger.head())",
            Scene.APPEND_AND_REPLACE,
            "removed rows that came after version 1 unseen"),
    REPLACES_DO_NOT_CONFLICT(
            "internal/log/Conflicts",
            "case REPLACE -> !proposal.force() && changesRows(other);",
            "case REPLACE -> false;",
            Scene.TWO_REPLACES,
            "removed rows that came after version 1 unseen"),
    DOES_NOT_REVALIDATE(
            "internal/log/Commit",
            "proposal = revalidate.apply(proposal);",
            "",
            Scene.APPEND_AND_WIDEN,
            "goes back to an older schema"),
    TAKES_ITS_OWN_TIME(
            "internal/log/Commit",
            ".filter(earliest -> earliest.isAfter(now))",
            ".filter(earliest -> false)",
            Scene.TWO_APPENDS,
            "does not continue the entry before it"),
    NAMES_NO_PARENT_BEHIND_OTHERS(
            "internal/log/Commit",
            "proposal.txn(),\n                seen.headHash(),",
            "proposal.txn(),\n                seen.since().isEmpty() ? seen.headHash() : \"\",",
            Scene.TWO_APPENDS,
            "does not continue the entry before it"),
    OVERWRITES_A_SLOT(
            "internal/log/Commit",
            "log.storage().put(log.paths().slot(slot), bytes, Precondition.ABSENT);",
            "log.storage().put(log.paths().slot(slot), bytes, Precondition.NONE);",
            Scene.TWO_APPENDS,
            "what was acknowledged as version 2 is not there"),
    CLAIMS_A_LOCATION_OF_OTHERS(
            "internal/log/FormatFile",
            "storage.put(paths.format(), mine.bytes(), Precondition.ABSENT);",
            "storage.put(paths.format(), mine.bytes(), Precondition.NONE);",
            Scene.TWO_FIRST,
            "does not continue the entry before it"),
    TAKES_THE_VIEW_OF_OTHERS_FOR_FOREIGN(
            "internal/publish/PublicationSession",
            "engine.log().refresh();\n            foreign = engine.projector().foreignFiles();",
            "",
            Scene.TWO_FIRST,
            "WEFT-PUBLISH-006"),
    ATTEMPTS_SHARE_THEIR_FILES(
            "internal/publish/Staging",
            "private final String attempt = Names.random();",
            "private final String attempt = \"00\";",
            Scene.ONE_KEY_TWICE,
            "WEFT-STORAGE"),
    KEEPS_FILES_THAT_NO_ENTRY_NAMES(
            "internal/publish/PublicationSession",
            "published && !published.repeated());",
            "published);",
            Scene.ONE_KEY_TWICE,
            "was left behind"),
    PROJECTS_ONCE(
            "internal/view/Projector",
            "for (long newer = log.refresh(); newer != head; newer = log.refresh()) {",
            "for (long newer = head; newer != head; newer = head) {",
            Scene.APPEND_AND_REPLACE_SHOWN,
            "the view shows"),
    EMPTIES_THE_VIEW_BEFORE_IT_COPIES(
            "internal/view/DirectoryView",
            "copy(root.resolve(file.getValue().path()), root.resolve(file.getKey()));",
            "storage.delete(root.resolve(file.getKey()));\n"
                    + "copy(root.resolve(file.getValue().path()), root.resolve(file.getKey()));",
            Scene.REPLACE_AND_LOOK,
            "a plain reader found nothing"),
    TRUSTS_A_CURSOR_BESIDE_A_MARK(
            "internal/view/ViewWork",
            "return otherMarks.isEmpty()\n",
            "return true\n",
            Scene.BAD_LUCK_FOR_APPEND_AND_REPLACE,
            "the view shows"),
    NOTES_THE_VIEW_BEFORE_IT_LOOKS_AGAIN(
            "internal/view/Projector",
            "for (long newer = log.refresh(); newer != head;",
            "work.end(head);\nfor (long newer = log.refresh(); newer != head;",
            Scene.BAD_LUCK_FOR_APPEND_AND_REPLACE,
            "the view shows"),

    DELETES_BEFORE_IT_FENCES(
            "internal/upkeep/CleanUp",
            "Set<String> fenced = fence(",
            "dead.values().forEach(attempt -> delete(attempt.objects()));\nSet<String> fenced = fence(",
            Scene.APPEND_AND_CLEAN_UP,
            "was removed before a fence shut it out"),
    DOES_NOT_HEED_A_FENCE(
            "internal/log/Conflicts",
            "case FENCE -> other.effect().names().stream().anyMatch(attempts::contains);",
            "case FENCE -> false;",
            Scene.APPEND_AND_CLEAN_UP,
            "was shut out by a fence before"),
    FENCES_WHAT_IT_DID_NOT_SEE_COMMITTED(
            "internal/upkeep/CleanUp",
            "ifPresent(dead::remove)",
            "isPresent()",
            Scene.APPEND_AND_CLEAN_UP,
            "shuts out what was committed before"),
    LETS_A_FENCE_PASS_COMMITS(
            "internal/log/Conflicts",
            "attempts(other.files()).stream().anyMatch(proposal.effect().names()::contains);",
            "false;",
            Scene.APPEND_AND_CLEAN_UP,
            "shuts out what was committed before"),
    TAKES_THE_LIVING_FOR_DEAD(
            "internal/upkeep/CleanUp",
            "attempt.lastSign().isAfter(now.minus(grace.publications()))",
            "attempt.lastSign().isAfter(now)",
            Scene.APPEND_AND_CLEAN_UP_LATER,
            "was removed before it was old"),
    FORGETS_THE_GRACE_OF_READERS(
            "internal/upkeep/CleanUp",
            "floorSince(now.minus(grace.readers()))",
            "log.floor()",
            Scene.EXPIRE_CLEAN_UP_LATER_AND_READ,
            "of retained version 1 was removed"),
    IGNORES_PINS(
            "internal/upkeep/CleanUp",
            "new Needed(log, floor, pins.versions())",
            "new Needed(log, floor, Set.of())",
            Scene.TIDY_AND_KEEP,
            "of pinned version 1 was removed"),
    PINS_WITHOUT_A_SECOND_LOOK(
            "internal/log/Pins",
            "log.refresh();\n            log.requireRetained(version);",
            "log.requireRetained(version);",
            Scene.TIDY_AND_KEEP,
            "WEFT-READ-006"),
    LISTS_PINS_BEFORE_IT_READS_THE_LOG(
            "internal/upkeep/CleanUp",
            "long floor = floorSince(now.minus(grace.readers()));\n"
                    + "            Pins.Found pins = new Pins(storage, log).find(now);",
            "Pins.Found pins = new Pins(storage, log).find(now);\nlog.refresh();\n"
                    + "long floor = floorSince(now.minus(grace.readers()));",
            Scene.EXPIRE_CLEAN_UP_AND_KEEP,
            "of pinned version 1 was removed"),
    FORGETS_WHERE_ROLLBACKS_WENT(
            "internal/upkeep/Needed",
            "if (version.operation() == Operation.ROLLBACK) {",
            "if (false) {",
            Scene.ROLLBACK_REPLACE_AND_TIDY,
            "of retained version 3 was removed"),

    GOES_BACK_TO_WHAT_HAS_EXPIRED(
            "internal/publish/Engine",
            "LogEntry target = log.retained(version);",
            "LogEntry target = log.entry(version);",
            Scene.EXPIRE_AND_ROLLBACK,
            "does not continue the entry before it"),
    LETS_A_ROLLBACK_PASS_AN_EXPIRY(
            "internal/log/Conflicts",
            "&& proposal.effect().target() < other.target());",
            "&& false);",
            Scene.EXPIRE_AND_ROLLBACK,
            "does not continue the entry before it"),
    LETS_EXPIRIES_PASS_EACH_OTHER(
            "internal/log/Conflicts",
            "case EXPIRE -> other.operation() == Operation.EXPIRE;",
            "case EXPIRE -> false;",
            Scene.TWO_EXPIRE_BESIDE_REPLACE,
            "does not continue the entry before it"),

    COMPACTS_WHAT_WAS_REPLACED(
            "internal/log/Conflicts",
            "case REPLACE, ROLLBACK -> true;\n            case REPLACE_PARTITIONS",
            "case REPLACE, ROLLBACK -> false;\n            case REPLACE_PARTITIONS",
            Scene.COMPACT_AND_REPLACE,
            "takes away files that were not there"),
    COMPACTS_WHAT_WAS_COMPACTED(
            "internal/log/Conflicts",
            "yield !both.isEmpty();",
            "yield false;",
            Scene.TWO_COMPACTIONS_AND_READ,
            "takes away files that were not there"),
    LEAVES_COMPACTED_FILES_VISIBLE(
            "internal/log/FileSets",
            "case COMPACT -> entry.effect().names().forEach(files::remove);",
            "case COMPACT -> {}",
            Scene.COMPACT_AND_APPEND,
            "a later reader of version 3 saw"),

    DOES_NOT_HEED_AN_ABORT(
            "internal/log/Conflicts",
            "case ABORT -> other.effect().names().contains(proposal.txn());",
            "case ABORT -> false;",
            Scene.KEYED_AND_SETTLE,
            "settled as void is in the log"),
    ABORTS_WHAT_WAS_COMMITTED(
            "internal/log/Conflicts",
            "case ABORT -> proposal.effect().names().contains(other.txn());",
            "case ABORT -> false;",
            Scene.KEYED_AND_SETTLE,
            "settled as void is in the log"),

    SUMS_UP_WHAT_CAME_LATER(
            "internal/log/LogSummary",
            "if (!onlyAppends) {\n            List<FileEntry> files = log.filesAt(version);",
            "if (!onlyAppends) {\n            List<FileEntry> files = log.filesAt(ledger.head());",
            Scene.REPLACE_AND_APPENDS_SUMMED_UP,
            "a later reader of version 4 saw"),
    FORGETS_WHAT_CAME_SINCE_THE_LAST_CHECKPOINT(
            "internal/log/LogSummary",
            "checkpoints.appendFiles(before, more)",
            "checkpoints.appendFiles(before, List.of())",
            Scene.APPENDS_SUMMED_UP_AND_READ,
            "saw publications"),
    POINTS_TO_A_CHECKPOINT_OF_ANOTHER_VERSION(
            "internal/log/LogSummary",
            "Checkpoint checkpoint = new Checkpoint(\n                version,",
            "Checkpoint checkpoint = new Checkpoint(\n                version - 1,",
            Scene.APPENDS_SUMMED_UP_AND_READ,
            "WEFT-LOG-011");

    @SuppressWarnings("ImmutableEnumChecker") // It is a record of texts.
    private final Exchange exchange;

    private final Scene scene;
    private final String symptom;

    Plant(String place, String right, String wrong, Scene scene, String symptom) {
        this.exchange = new Exchange(place, right, wrong);
        this.scene = scene;
        this.symptom = symptom;
    }

    Scene scene() {
        return scene;
    }

    String symptom() {
        return symptom;
    }

    /** The class that has the mistake. */
    String type() {
        return exchange.type();
    }

    /** Its source with the mistake. */
    String source() throws IOException {
        return exchange.source(name());
    }

    String planted(String source) {
        return exchange.planted(name(), source);
    }
}
