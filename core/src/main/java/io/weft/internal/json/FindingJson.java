package io.weft.internal.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.quality.Finding;
import io.weft.quality.Severity;
import java.util.ArrayList;
import java.util.List;

/** Findings as JSON, the same in the log and in the catalog. */
public final class FindingJson {
    private FindingJson() {}

    /**
     * Writes findings.
     *
     * @param findings the findings
     * @return an array
     */
    public static ArrayNode write(List<Finding> findings) {
        ArrayNode array = Json.array();
        for (Finding finding : findings) {
            ObjectNode node = array.addObject();
            node.put("check", finding.check());
            finding.fields().forEach(node.putArray("fields")::add);
            node.put("severity", finding.severity().name());
            node.put("passed", finding.passed());
            node.put("violations", finding.violations());
            finding.firstRows().forEach(node.putArray("firstRows")::add);
            node.put("message", finding.message());
        }
        return array;
    }

    /**
     * Reads findings.
     *
     * @param owner the object that holds them
     * @param key the key under which they stand
     * @return the findings
     * @throws JsonShapeException if they are not what {@link #write} makes
     */
    public static List<Finding> read(JsonObject owner, String key) {
        List<Finding> findings = new ArrayList<>();
        for (JsonObject node : owner.objects(key)) {
            findings.add(new Finding(
                    node.text("check"),
                    node.texts("fields"),
                    node.oneOf("severity", Severity.class),
                    node.flag("passed"),
                    node.number("violations"),
                    node.numbers("firstRows"),
                    node.text("message")));
        }
        return findings;
    }
}
