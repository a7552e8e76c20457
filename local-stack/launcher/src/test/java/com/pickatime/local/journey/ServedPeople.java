package com.pickatime.local.journey;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.pickatime.simulator.district.DistrictSettings;
import com.pickatime.simulator.layout.SchoolYear;
import com.pickatime.simulator.records.Demographics;
import com.pickatime.simulator.records.GuidRef;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.tables.Collection;
import com.pickatime.simulator.tables.RecordTable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whom a simulated district serves: what people themselves know of each other, and no API tells. */
final class ServedPeople {

    private final List<User> users;
    private final RecordTable demographics;
    private final Map<String, Long> addresses;

    private ServedPeople(com.pickatime.simulator.district.District district) {
        var table = district.table(Collection.USERS);
        users = IntStream.range(0, table.size())
                .filter(table::isActive)
                .mapToObj(index -> (User) table.row(index))
                .toList();
        demographics = district.table(Collection.DEMOGRAPHICS);
        addresses = users.stream().collect(groupingBy(ServedPeople::email, counting()));
    }

    /** Those of a simulator with these settings. */
    static ServedPeople of(int students, long seed) {
        return new ServedPeople(new com.pickatime.simulator.district.District(
                new DistrictSettings(students, seed, "Maplewood"), SchoolYear.at(Clock.systemUTC())));
    }

    Stream<User> students() {
        return users.stream().filter(user -> user.membership().role().equals("student"));
    }

    /** Parents, and whoever stands in for them. */
    Stream<User> guardians() {
        return users.stream()
                .filter(user -> List.of("parent", "guardian", "relative")
                        .contains(user.membership().role()));
    }

    Stream<User> teachers() {
        return users.stream().filter(user -> user.membership().role().equals("teacher"));
    }

    /** Empty where there is none, or where it is written so that a reader would have to guess. */
    Optional<LocalDate> birthDate(User user) {
        return Optional.of(demographics.indexOf(id(user)))
                .filter(index -> index >= 0)
                .map(index -> ((Demographics) demographics.row(index))
                        .birth()
                        .birthDate()
                        .strip())
                .filter(date -> date.matches("\\d{4}-\\d{2}-\\d{2}"))
                .map(LocalDate::parse);
    }

    /** Whether this person, and nobody else, can sign in by the address. */
    boolean hasAnAddress(User user) {
        return !email(user).isEmpty() && addresses.getOrDefault(email(user), 0L) == 1;
    }

    static boolean areRelated(User one, User other) {
        return claims(one, other) || claims(other, one);
    }

    private static boolean claims(User one, User other) {
        return one.membership().agents().stream().map(GuidRef::sourcedId).anyMatch(id(other)::equals);
    }

    static String id(User user) {
        return user.base().sourcedId();
    }

    static String email(User user) {
        return user.contact().email().strip().toLowerCase(Locale.ROOT);
    }
}
