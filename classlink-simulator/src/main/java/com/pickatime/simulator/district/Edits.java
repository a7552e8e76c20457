package com.pickatime.simulator.district;

import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Demographics;
import com.pickatime.simulator.records.Enrollment;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.records.GuidRef;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.records.User.Name;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the district's office changed about people since the district was generated.
 *
 * @param byPerson keyed by the sourcedId that people were generated with
 * @param rekeyedAt when everybody got another sourcedId, or null
 */
public record Edits(Map<String, Edit> byPerson, @Nullable Instant rekeyedAt) {

    public static final Edits NONE = new Edits(Map.of(), null);

    /** Before all of them, so that the order of people stays the same. */
    private static final String NEW_KEY = "N-";

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
        return new Edits(all, rekeyedAt);
    }

    /** These edits, and another sourcedId for everybody. */
    public Edits rekeyed(Instant at) {
        return new Edits(byPerson, at);
    }

    /** The sourcedId that a person has now. */
    String idNow(String generated) {
        return rekeyedAt == null ? generated : NEW_KEY + generated;
    }

    /** The sourcedId that a person was generated with; one that nobody has gives one that nobody was generated with. */
    String idGenerated(String now) {
        if (rekeyedAt == null) {
            return now;
        }
        return now.startsWith(NEW_KEY) ? now.substring(NEW_KEY.length()) : "";
    }

    /** Whether everything is as it was generated. */
    public boolean areNone() {
        return byPerson.isEmpty() && rekeyedAt == null;
    }

    boolean removed(String person) {
        var edit = byPerson.get(person);
        return edit != null && edit.removed;
    }

    /** A record as it looks after the edits. */
    Entity applied(Entity row) {
        var edited = row;
        if (row instanceof User user) {
            edited = applied(user);
        } else if (row instanceof Demographics demographics) {
            edited = applied(demographics);
        }
        return rekeyedAt == null ? edited : rekeyed(edited, rekeyedAt);
    }

    private Entity rekeyed(Entity row, Instant at) {
        if (row instanceof User user) {
            var agents = user.membership().agents().stream()
                    .map(agent -> GuidRef.user(idNow(agent.sourcedId())))
                    .toList();
            return user.withAgents(agents).withBase(rekeyed(user.base(), at));
        }
        if (row instanceof Demographics demographics) {
            return demographics.withBase(rekeyed(demographics.base(), at));
        }
        return row instanceof Enrollment enrollment
                ? enrollment.of(
                        GuidRef.user(idNow(enrollment.user().sourcedId())),
                        enrollment.base().at(at))
                : row;
    }

    private Base rekeyed(Base base, Instant at) {
        return base.named(idNow(base.sourcedId())).at(at);
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
