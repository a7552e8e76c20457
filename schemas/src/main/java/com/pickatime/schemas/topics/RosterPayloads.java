package com.pickatime.schemas.topics;

import com.pickatime.events.RecordType;
import com.pickatime.events.RosterAcademicSession;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterCourse;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What a roster record's payload is, for whoever writes and whoever reads one. */
public final class RosterPayloads {

    private static final Map<RecordType, Class<? extends SpecificRecord>> CLASSES = Map.of(
            RecordType.ORG, RosterOrg.class,
            RecordType.ACADEMIC_SESSION, RosterAcademicSession.class,
            RecordType.COURSE, RosterCourse.class,
            RecordType.CLASS, RosterClass.class,
            RecordType.ENROLLMENT, RosterEnrollment.class,
            RecordType.PERSON, RosterPerson.class,
            RecordType.DEMOGRAPHICS, RosterDemographics.class);

    private static final String CIPHERTEXT = "Ciphertext";

    private RosterPayloads() {}

    /** The class of a type's payloads; empty if it is no type of a roster. */
    public static Optional<Class<? extends SpecificRecord>> of(RecordType type) {
        return Optional.ofNullable(CLASSES.get(type));
    }

    /**
     * The name that a field of bytes is sealed under: {@code email} for {@code emailCiphertext}.
     *
     * @throws IllegalStateException if it is called no ciphertext
     */
    public static String sealedAs(String field) {
        if (!field.endsWith(CIPHERTEXT)) {
            throw new IllegalStateException("the schema has bytes in " + field + ", which is called no ciphertext");
        }
        return field.substring(0, field.length() - CIPHERTEXT.length());
    }

    /** What a field of bytes holds; it can be asked for any number of times. */
    public static byte[] bytes(ByteBuffer field) {
        var bytes = new byte[field.remaining()];
        field.duplicate().get(bytes);
        return bytes;
    }
}
