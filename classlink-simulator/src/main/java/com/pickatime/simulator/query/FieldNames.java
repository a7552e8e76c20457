package com.pickatime.simulator.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.simulator.records.AcademicSession;
import com.pickatime.simulator.records.Course;
import com.pickatime.simulator.records.Demographics;
import com.pickatime.simulator.records.Enrollment;
import com.pickatime.simulator.records.Org;
import com.pickatime.simulator.records.RoledUser;
import com.pickatime.simulator.records.SchoolClass;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.records.Version;
import com.pickatime.simulator.tables.Collection;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which fields the records of a collection can have, whether or not a given record has them. */
final class FieldNames {

    private static final Map<Collection, Map<String, Class<?>>> FIELDS = Map.of(
            Collection.ORGS, of(Org.class),
            Collection.ACADEMIC_SESSIONS, of(AcademicSession.class),
            Collection.COURSES, of(Course.class),
            Collection.CLASSES, of(SchoolClass.class),
            Collection.USERS, of(User.class),
            Collection.ENROLLMENTS, of(Enrollment.class),
            Collection.DEMOGRAPHICS, of(Demographics.class));

    private static final Map<String, Class<?>> FIELDS_OF_ROLED_USERS = of(RoledUser.class);

    private FieldNames() {}

    /** Whether there is such a field, or such a field of a field where a dot stands between them. */
    static boolean know(Version version, Collection collection, String path) {
        var names = path.split("\\.", -1);
        var fields = version == Version.V1_2 && collection == Collection.USERS
                ? FIELDS_OF_ROLED_USERS
                : FIELDS.getOrDefault(collection, Map.of());
        var type = fields.get(names[0]);
        if (type == null || names.length > 2) {
            return false;
        }
        return names.length == 1 || type == Map.class || (type.isRecord() && of(type).containsKey(names[1]));
    }

    /** The type of each field, or of its elements where it is a list. */
    private static Map<String, Class<?>> of(Class<?> type) {
        var fields = new HashMap<String, Class<?>>();
        for (var component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                fields.putAll(of(component.getType()));
            } else {
                fields.put(name(component), elementType(component));
            }
        }
        return Map.copyOf(fields);
    }

    private static String name(RecordComponent component) {
        var renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    private static Class<?> elementType(RecordComponent component) {
        return component.getType() == List.class
                        && component.getGenericType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : component.getType();
    }
}
