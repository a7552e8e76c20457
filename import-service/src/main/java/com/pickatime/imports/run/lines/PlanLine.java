package com.pickatime.imports.run.lines;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.result.ListedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One change of a plan, in words that its school knows.
 *
 * @param line its number in the list, from 0
 * @param name what the person, class or other entity is called; of an enrollment and a birth date, the person; empty where it is
 *     not known
 * @param roles of a person, or of the person in an enrollment; else empty
 * @param schools names of the organisations that it belongs to
 * @param section title of an enrollment's class; null for anything else, and where it is not known
 * @param fields what changes, of an entity that stays; null where what is stored is not known here, and of what comes or goes
 */
public record PlanLine(
        long line,
        RecordType type,
        Change.Kind kind,
        String sourceId,
        String name,
        List<PersonRole> roles,
        List<String> schools,
        @Nullable String section,
        @Nullable List<FieldChange> fields) {

    private static final String BIRTH_DATE = "birthDate";

    /**
     * One field's change. Birth dates are told to nobody: of these both values are null.
     *
     * @param field as OneRoster and the events name it
     * @param before null for none
     * @param after null for none
     */
    public record FieldChange(
            String field, @Nullable String before, @Nullable String after) {

        /** Names the field alone. */
        @Override
        public String toString() {
            return "FieldChange[" + field + "]";
        }
    }

    /** @param stored what is stored; null where that is not known here */
    static PlanLine of(long line, ListedChange listed, @Nullable RosterRow stored) {
        var change = listed.change();
        var row = change.row() == null ? stored : change.row();
        return new PlanLine(
                line,
                change.type(),
                change.kind(),
                change.sourceId(),
                listed.user() != null ? listed.user().name() : row == null ? "" : row.name(),
                row == null ? List.of() : row.roles(),
                listed.schools(),
                listed.section() == null ? null : listed.section().name(),
                change.row() == null || stored == null ? null : fields(stored, change.row()));
    }

    private static List<FieldChange> fields(RosterRow stored, RosterRow row) {
        var before = stored.texts();
        var fields = new ArrayList<FieldChange>();
        row.texts().forEach((name, after) -> {
            if (!Objects.equals(before.get(name), after)) {
                fields.add(
                        name.equals(BIRTH_DATE)
                                ? new FieldChange(name, null, null)
                                : new FieldChange(name, before.get(name), after));
            }
        });
        return fields;
    }

    /** Whether a word is in its name, its source ID or the title of its class, in whatever case. */
    boolean says(String word) {
        var wanted = word.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || Stream.of(name, sourceId, Objects.requireNonNullElse(section, ""))
                        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "PlanLine[" + line + ", " + type + ' ' + kind + "]";
    }
}
