package com.pickatime.simulator.saml.accounts;

import com.pickatime.simulator.district.District;
import com.pickatime.simulator.district.Roster;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.tables.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Everybody in the district's roster, as it stands after the office's edits, and one who is not in it. */
@Component
public class Accounts {

    private static final int SHOWN_PER_GROUP = 8;

    /** Somebody whom the roster does not have: no sourcedId, as in districts that share no roster. */
    private static final Person NEW_HIRE =
            new Person("new.hire", "", "Noel", "Newcomer", "noel.newcomer@staff.example.org", "teacher");

    private final District district;
    private final Faults faults;

    Accounts(District district, Faults faults) {
        this.district = district;
        this.faults = faults;
    }

    /** People of one kind, the first few of those who match. */
    public record Group(String title, List<Person> people) {}

    /** The account with this id. */
    public Optional<Person> find(String id) {
        if (id.equals(NEW_HIRE.id())) {
            return Optional.of(NEW_HIRE);
        }
        var index = new Roster(district, faults.edits()).indexOf(Collection.USERS, id);
        return index < 0
                ? Optional.empty()
                : Stream.of(index).flatMap(this::person).findFirst();
    }

    /** Those whose name, e-mail address or sourcedId contains {@code words}; goes through the whole district. */
    public List<Group> search(String words) {
        var wanted = words.strip().toLowerCase(Locale.ROOT);
        return Stream.of(
                        new Group("Administrators", ofRoles(Set.of("administrator"), wanted)),
                        new Group("Teachers", ofRoles(Set.of("teacher"), wanted)),
                        new Group("Parents", ofRoles(Set.of("parent", "guardian", "relative"), wanted)),
                        new Group("Students", ofRoles(Set.of("student"), wanted)),
                        new Group("Not in the roster", outsiders(wanted)))
                .filter(group -> !group.people().isEmpty())
                .toList();
    }

    private List<Person> ofRoles(Set<String> roles, String wanted) {
        var users = district.table(Collection.USERS);
        return IntStream.range(0, users.size())
                .filter(index -> roles.contains(users.kind(index)))
                .boxed()
                .flatMap(this::person)
                .filter(matching(wanted))
                .limit(SHOWN_PER_GROUP)
                .toList();
    }

    private Stream<Person> person(int index) {
        var roster = new Roster(district, faults.edits());
        return roster.holds(Collection.USERS, index)
                ? Stream.of(Person.of((User) roster.row(Collection.USERS, index)))
                : Stream.empty();
    }

    private static List<Person> outsiders(String wanted) {
        return Stream.of(NEW_HIRE).filter(matching(wanted)).toList();
    }

    private static Predicate<Person> matching(String wanted) {
        return person -> person.matches(wanted);
    }
}
