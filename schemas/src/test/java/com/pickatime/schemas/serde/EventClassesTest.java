package com.pickatime.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.events.RosterRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;

class EventClassesTest {

    @Test
    void vouchesForOurClassesAndNoOthers() {
        EventClasses.trust();

        ClassSecurityValidator.validate(RosterRecord.class);
        ClassSecurityValidator.validate(String.class);
        assertThatThrownBy(() -> ClassSecurityValidator.validate(EventClassesTest.class))
                .isInstanceOf(SecurityException.class);
    }

    @Test
    void addsItselfOnce() {
        EventClasses.trust();
        var trusted = ClassSecurityValidator.getGlobal();

        EventClasses.trust();

        assertThat(ClassSecurityValidator.getGlobal()).isSameAs(trusted);
    }
}
