package com.pickatime.simulator.district;

import com.pickatime.simulator.records.Demographics;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.records.User.Name;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the district's office changed about people since the district was generated.
 *
 * @param byPerson keyed by sourcedId
 */
public record Edits(Map<String, Edit> byPerson) {

    public static final Edits NONE = new Edits(Map.of());

    /**
     * What changed about one person.
     *
     * @param removed whether the person left without a trace
     * @param name the new given and family name, or null when unchanged
     * @param birthDate the new birth date, empty to blank it, or null when unchanged
     * @param at when
     */
    public record Edit(
            boolean removed, @Nullable Name name, @Nullable String birthDate, Instant at) {

        Edit and(Edit later) {
            return new Edit(
                    removed || later.removed,
                    later.name == null ? name : later.name,
                    later.birthDate == null ? birthDate : later.birthDate,
                    later.at);
        }
    }

    public Edits {
        byPerson = Map.copyOf(byPerson);
    }

    /** These edits and one more. */
    public Edits and(String person, Edit edit) {
        var all = new HashMap<>(byPerson);
        all.merge(person, edit, Edit::and);
        return new Edits(all);
    }

    /** Whether everything is as it was generated. */
    public boolean areNone() {
        return byPerson.isEmpty();
    }

    boolean removed(String person) {
        var edit = byPerson.get(person);
        return edit != null && edit.removed;
    }

    /** A record as it looks after the edits. */
    Entity applied(Entity row) {
        if (row instanceof User user) {
            return applied(user);
        }
        return row instanceof Demographics demographics ? applied(demographics) : row;
    }

    private User applied(User user) {
        var agents = user.membership().agents().stream()
                .filter(agent -> !removed(agent.sourcedId()))
                .toList();
        var related = user.withAgents(agents);
        var edit = byPerson.get(user.base().sourcedId());
        if (edit == null) {
            return related;
        }
        var touched = related.withBase(user.base().at(edit.at));
        return edit.name == null ? touched : touched.renamed(edit.name);
    }

    private Demographics applied(Demographics demographics) {
        var edit = byPerson.get(demographics.base().sourcedId());
        if (edit == null) {
            return demographics;
        }
        var touched = demographics.withBase(demographics.base().at(edit.at));
        return edit.birthDate == null ? touched : touched.bornOn(edit.birthDate);
    }
}
