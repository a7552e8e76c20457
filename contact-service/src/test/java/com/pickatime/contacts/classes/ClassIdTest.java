package com.pickatime.contacts.classes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassIdTest {

    private static final List<String> IDS =
            List.of("c1", "~", "~~", "~c1", "~own:c1", "~~own:c1", "~own:~own:c1", "own:c1", "a/b c", "");

    @Test
    void tellsEveryClassFromEveryOther() {
        var texts = new HashSet<String>();
        for (var id : IDS) {
            for (var classId : List.of(ClassId.own(id), ClassId.roster(id))) {
                assertThat(ClassId.parse(classId.text())).isEqualTo(classId);
                assertThat(texts.add(classId.text())).as(classId.text()).isTrue();
            }
        }
    }

    @Test
    void callsARostersClassByItsSourceId() {
        assertThat(ClassId.roster("c1").text()).isEqualTo("c1");
    }

    @Test
    void knowsWhatNoClassIsCalled() {
        assertThat(ClassId.parse("~c1")).isNull();
    }
}
