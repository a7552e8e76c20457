package com.pickatime.simulator.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.layout.SchoolYear;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuardiansTest {

    private final Blueprint blueprint = Blueprint.of(500, 7, new SchoolYear(2026));
    private final Staff staff = new Staff(blueprint);
    private final Guardians guardians = new Guardians(blueprint, staff);

    @Test
    void haveEveryRole() {
        assertThat(IntStream.range(0, guardians.count()).mapToObj(guardians::role))
                .contains("parent", "guardian", "relative");
    }

    @Test
    void haveNoAddressNowAndThen() {
        assertThat(emails().stream().filter(String::isEmpty).count()).isBetween(30L, 60L);
    }

    @Test
    void shareAnAddressNowAndThen() {
        var shared = emails().stream()
                .filter(email -> !email.isEmpty())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(shared.values()).contains(2L);
    }

    @Test
    void areTeachersNowAndThen() {
        var staffAddresses =
                IntStream.range(0, staff.count()).mapToObj(staff::email).toList();

        assertThat(emails()).containsAnyElementsOf(staffAddresses);
    }

    private List<String> emails() {
        return IntStream.range(0, guardians.count()).mapToObj(guardians::email).toList();
    }
}
