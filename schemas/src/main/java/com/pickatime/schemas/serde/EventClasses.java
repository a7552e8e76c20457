package com.pickatime.schemas.serde;

import com.pickatime.events.RosterRecord;
import org.apache.avro.util.ClassSecurityValidator;

/** Vouches to Avro for the classes generated from our schemas. */
public final class EventClasses {

    private static final String PACKAGE = RosterRecord.class.getPackageName() + '.';

    static {
        // Since 1.12.2 Avro makes no class by name that nobody vouched for, not even one it generated itself. Ours are
        // added to what is trusted already, so that another library's choice in the same process stays.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(PACKAGE)));
    }

    private EventClasses() {}

    /**
     * Makes sure that Avro may create our classes, once per process.
     *
     * <p>Our serializer and deserializer call it themselves; a process that uses others, Confluent's for example, calls
     * it before its first record.
     */
    public static void trust() {
        // loading this class did it
    }
}
