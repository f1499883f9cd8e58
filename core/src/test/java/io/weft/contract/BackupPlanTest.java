package io.weft.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan of backups must not contradict: itself, and the outputs. */
class BackupPlanTest {
    private static final String HEAD = """
            name: OnTime
            domain: AirTraffic
            version: 1.0.0
            owner: air@example.com
            schema: {location: flights.avsc}
            """;
    private static final String OUTPUT = HEAD + "output: {location: s3://data/out/}\n";

    private static List<Problem> problems(String yaml) {
        ContractException thrown = catchThrowableOfType(
                ContractException.class,
                () -> assertThat(ContractReader.read(yaml)).isNotNull());
        return thrown == null ? List.of() : thrown.problems();
    }

    private static List<Problem> inPlan(String keys) {
        return problems(OUTPUT + "backup: {" + keys + "}\n");
    }

    @Test
    void aSoundPlanHasNoProblem() {
        Contract contract = ContractReader.read(HEAD + """
                outputs:
                  - {name: files, location: "s3://data/{name}/v{major}/"}
                  - {name: lake, location: lake/}
                backup:
                  vault: s3://data-vault/{domain}/{name}/
                  schedule: "0 */6 * * *"
                  retention: 180d
                  rpo: 6h
                  rto: 4h
                  tiers: [STANDARD, STANDARD_IA, GLACIER_IR, DEEP_ARCHIVE]
                  drill: 180d
                  copies: ["gs://data-vault/{domain}/{name}/", lake-vault/, "s3://data/{name}/v2/"]
                """);

        assertThat(contract.backup().vault()).isEqualTo("s3://data-vault/{domain}/{name}/");
        assertThat(contract.backup().schedule()).isEqualTo("0 */6 * * *");
        assertThat(contract.notices()).hasSize(1);
    }

    @Test
    void theLossIsAtLeastTheLongestGap() {
        assertThat(inPlan("vault: v/, schedule: '30 3 * * mon-fri', rpo: 1d12h"))
                .containsExactly(new Problem(
                        "WEFT-CONTRACT-010",
                        7,
                        56,
                        "backup.rpo",
                        "1d12h",
                        List.of("3d or more"),
                        "Write 'rpo: 3d' or more, or a schedule without such a gap.",
                        "The schedule leaves up to 3d between two recovery points, and what falls into it may be lost."
                                + " Write 'rpo: 3d' or more, or a schedule without such a gap."));
        assertThat(inPlan("vault: v/, schedule: '30 3 * * mon-fri', rpo: 3d")).isEmpty();
        assertThat(inPlan("vault: v/, schedule: '*/15 * * * *', rpo: 899s"))
                .extracting(Problem::found)
                .containsExactly("14m59s");
        assertThat(inPlan("vault: v/, rpo: 1s")).isEmpty();
    }

    @Test
    void everyPointMayBeRehearsed() {
        assertThat(inPlan("vault: v/, retention: 30d, drill: 31d"))
                .containsExactly(new Problem(
                        "WEFT-CONTRACT-010",
                        7,
                        44,
                        "backup.drill",
                        "31d",
                        List.of("30d or less"),
                        "Write 'drill: 30d' or less, or a longer 'retention'.",
                        "Recovery points are kept for 30d, so some would go before any restore is rehearsed."
                                + " Write 'drill: 30d' or less, or a longer 'retention'."));
        assertThat(inPlan("vault: v/, retention: 30d, drill: 30d")).isEmpty();
    }

    @Test
    void aTierIsNotLeftBeforeItsMinimumStay() {
        assertThat(inPlan("vault: s3://v/, retention: 90d, tiers: [glacier, Deep_Archive]"))
                .containsExactly(new Problem(
                        "WEFT-CONTRACT-010",
                        7,
                        59,
                        "backup.tiers[1]",
                        "Deep_Archive",
                        List.of("tiers with a minimum stay of 90d or less"),
                        "Write 'retention: 180d' or more, or leave the tier out.",
                        "What is put into the tier 'Deep_Archive' is billed for 180d at least, but recovery points are"
                                + " kept for 90d. Write 'retention: 180d' or more, or leave the tier out."));
    }

    @ParameterizedTest
    @CsvSource({
        "s3://v/, STANDARD_IA, 30",
        "s3a://v/, ONEZONE_IA, 30",
        "s3://v/, GLACIER_IR, 90",
        "s3://v/, GLACIER, 90",
        "s3://v/, DEEP_ARCHIVE, 180",
        "gs://v/, NEARLINE, 30",
        "gs://v/, COLDLINE, 90",
        "gs://v/, Archive, 365",
        "abfss://v@a.dfs.core.windows.net/, Cool, 30",
        "wasbs://v@a.blob.core.windows.net/, Cold, 90",
        "abfs://v@a.dfs.core.windows.net/, archive, 180",
        "v/, archive, 180",
        "other://v/, coldline, 90"
    })
    void knowsTheMinimumStaysOfTheProviders(String vault, String tier, int days) {
        String plan = "vault: '" + vault + "', tiers: [" + tier + "], retention: ";

        assertThat(inPlan(plan + days + "d")).isEmpty();
        assertThat(inPlan(plan + (days - 1) + "d23h")).extracting(Problem::path).containsExactly("backup.tiers[0]");
    }

    @ParameterizedTest
    @CsvSource({"s3://v/, archive", "gs://v/, GLACIER", "s3://v/, STANDARD", "v/, ours"})
    void keepsOtherTiersUnchecked(String vault, String tier) {
        assertThat(inPlan("vault: '" + vault + "', tiers: [" + tier + "], retention: 1d"))
                .isEmpty();
    }

    @Test
    void aVaultStandsApartFromEveryOutput() {
        assertThat(inPlan("vault: s3a://data/out/vault"))
                .containsExactly(new Problem(
                        "WEFT-CONTRACT-010",
                        7,
                        17,
                        "backup.vault",
                        "s3a://data/out/vault",
                        List.of("a location apart from output.location"),
                        "Name a place apart from it, best in another bucket or account.",
                        "'s3a://data/out/vault' lies in output.location ('s3://data/out/'), so what destroys the product"
                                + " may destroy its backup. Name a place apart from it, best in another bucket or"
                                + " account."));
        assertThat(inPlan("vault: v/, copies: [s3://data, s3://data/out]"))
                .extracting(Problem::toString)
                .containsExactly(
                        "line 7, column 30: backup.copies[0]: 's3://data' holds output.location ('s3://data/out/'), so what"
                                + " destroys the product may destroy its backup. Name a place apart from it, best in"
                                + " another bucket or account. [WEFT-CONTRACT-010]",
                        "line 7, column 41: backup.copies[1]: 's3://data/out' is the same place as output.location"
                                + " ('s3://data/out/'), so what destroys the product may destroy its backup. Name a place"
                                + " apart from it, best in another bucket or account. [WEFT-CONTRACT-010]");
    }

    @ParameterizedTest
    @CsvSource({
        "out/, ./out/vault",
        "., vault",
        "./out, .",
        "'out/v{major}/', out/v1",
        "'{domain}/', AirTraffic/OnTime/",
        "file:///data/out/, FILE:///data",
        "'abfss://c@a.dfs.core.windows.net/out', 'wasb://c@a.blob.core.windows.net/out/vault'",
    })
    void seesOneFolderInAnother(String output, String vault) {
        assertThat(problems(HEAD + "output: {location: '" + output + "'}\nbackup: {vault: '" + vault + "'}\n"))
                .extracting(p -> p.code() + " " + p.path())
                .containsExactly("WEFT-CONTRACT-010 backup.vault");
    }

    @ParameterizedTest
    @CsvSource({
        "out/, out-vault/",
        "out/, vault/out/",
        "s3://data/out/, s3://data/outer/",
        "s3://data/out/, gs://data/out/",
        "., s3://data/",
        "'out/v{major}/', 'out/v2/'",
        "'abfss://c@a.dfs.core.windows.net/x.blob.y', 'abfss://c@a.dfs.core.windows.net/x.dfs.y'",
    })
    void tellsNeighboursApart(String output, String vault) {
        assertThat(problems(HEAD + "output: {location: '" + output + "'}\nbackup: {vault: '" + vault + "'}\n"))
                .isEmpty();
    }

    @Test
    void placeholdersOfWhatCannotBeReadEqualThemselves() {
        assertThat(problems(HEAD.replace("1.0.0", "1") + """
                        output: {location: "out/{version}/"}
                        backup: {vault: "out/{version}/vault/", copies: ["out/{major}/"]}
                        """))
                .extracting(Problem::path)
                .containsExactly("version", "backup.vault");
    }

    @Test
    void everyCopyIsAnotherPlace() {
        assertThat(inPlan("vault: v/, copies: [v/]"))
                .extracting(Problem::message)
                .containsExactly("'v/' is the same place as backup.vault ('v/'), so one loss would take both."
                        + " Name a place apart from it, best in another bucket or account.");
        assertThat(inPlan("vault: s3://v/a, copies: ['s3a://v/a/', s3://v/b, 's3://v/b/', s3://v/b]"))
                .extracting(Problem::toString)
                .containsExactly(
                        "line 7, column 36: backup.copies[0]: 's3a://v/a/' is the same place as backup.vault ('s3://v/a'), so"
                                + " one loss would take both. Name a place apart from it, best in another bucket or"
                                + " account. [WEFT-CONTRACT-010]",
                        "line 7, column 60: backup.copies[2]: 's3://v/b/' is the same place as backup.copies[1]"
                                + " ('s3://v/b'), so one loss would take both. Name a place apart from it, best in another"
                                + " bucket or account. [WEFT-CONTRACT-010]",
                        "line 7, column 73: backup.copies[3]: 's3://v/b' stands twice among the entries of backup.copies."
                                + " Remove or rename one of the two. [WEFT-CONTRACT-011]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schedule: '0 3 * * *'",
                "retention: 30d",
                "rpo: 1d",
                "rto: 4h",
                "drill: 30d",
                "tiers: [STANDARD]",
                "copies: [v/]"
            })
    void nothingIsAskedWithoutAVault(String line) {
        String key = line.substring(0, line.indexOf(':'));

        assertThat(inPlan(line))
                .containsExactly(new Problem(
                        "WEFT-CONTRACT-010",
                        7,
                        10,
                        "backup." + key,
                        "",
                        List.of(),
                        "Add 'vault' or remove '" + key + "'.",
                        "'" + key + "' means something only together with 'vault'. Add 'vault' or remove '" + key
                                + "'."));
    }

    @Test
    void aScheduleThatNeverComesIsRefused() {
        assertThat(inPlan("vault: v/, schedule: '0 0 31 2 *', rpo: 1d"))
                .containsExactly(new Problem(
                        "WEFT-CONTRACT-009",
                        7,
                        31,
                        "backup.schedule",
                        "0 0 31 2 *",
                        List.of(),
                        "Correct the day of the month or the month.",
                        "This schedule never comes: no month that it names has such a day."
                                + " Correct the day of the month or the month."));
    }

    @Test
    void vaultsAreLocationsAsOutputsAre() {
        for (String bad : List.of("https://example.com/v", "../v", "s3://user:secret@v/", "/v", "v/{nam}/", "s3://")) {
            Problem ofOutput =
                    problems(HEAD + "output: {location: '" + bad + "'}\n").get(0);

            assertThat(List.of(
                            inPlan("vault: '" + bad + "'").get(0),
                            inPlan("vault: v/, copies: ['" + bad + "']").get(0)))
                    .allSatisfy(problem -> assertThat(problem)
                            .usingRecursiveComparison()
                            .ignoringFields("line", "column", "path")
                            .isEqualTo(ofOutput));
        }
    }
}
