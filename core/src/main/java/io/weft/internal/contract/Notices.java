package io.weft.internal.contract;

import java.util.List;

/** Finds what a contract asks for and this version does not do yet: nobody shall believe in a mask that is not there. */
final class Notices {
    private Notices() {}

    static void report(Section document, Problems problems) {
        if (document.has(ContractModel.BACKUP)) {
            problems.notice(Faults.notActedOn(
                    document.keyPlace(ContractModel.BACKUP),
                    ContractModel.BACKUP.name(),
                    "",
                    "The backup terms are read and kept, but this version makes no backups.",
                    "Back up the output's location by other means."));
        }
        Section schema = document.find(ContractModel.SCHEMA);
        if (schema != null) {
            masks(schema.list(SchemaModel.FIELDS), problems);
        }
        Section quality = document.find(ContractModel.QUALITY_CHECKS);
        if (quality != null) {
            quality.list(QualityModel.CHECK_LIST).forEach(check -> quarantine(check, problems));
        }
    }

    private static void masks(List<Section> fields, Problems problems) {
        for (Section field : fields) {
            Placed<String> mask = field.placed(SchemaModel.MASK);
            if (mask != null) {
                problems.notice(Faults.notActedOn(
                        mask.place(),
                        mask.path(),
                        mask.value(),
                        "The mask is read, but this version writes the values as they are.",
                        "Mask them before you publish."));
            }
            masks(field.list(SchemaModel.STRUCT_FIELDS), problems);
        }
    }

    private static void quarantine(Section check, Problems problems) {
        Placed<QualityModel.OnError> onError = check.placed(QualityModel.ON_ERROR);
        if (onError != null && onError.value() == QualityModel.OnError.QUARANTINE) {
            problems.notice(Faults.notActedOn(
                    onError.place(),
                    onError.path(),
                    "quarantine",
                    "Quarantine is read, but this version rejects the publication instead.",
                    "Write 'on_error: reject' to say what happens."));
        }
    }
}
