package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.district.District;
import com.pickatime.simulator.query.CollectionView;
import com.pickatime.simulator.query.OneRosterException;
import com.pickatime.simulator.query.Resource;
import com.pickatime.simulator.tables.Relations;
import com.pickatime.simulator.tables.Selection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds what a path leads to: a collection, one record of it, or what belongs to one record. */
@Component
class PathResolver {

    private static final int OF_COLLECTION = 1;
    private static final int OF_RECORD = 2;
    private static final int OF_RELATION = 3;
    private static final int OF_CLASS_IN_SCHOOL = 5;

    private final CollectionViews views;
    private final Relations relations;

    PathResolver(CollectionViews views, District district) {
        this.views = views;
        relations = district.relations();
    }

    /** What belongs to a record, and of which kind it is. */
    private record Related(Resource resource, Selection members) {}

    /**
     * Follows a path to a collection, the one of a record where it leads to that.
     *
     * @throws OneRosterException if it leads nowhere
     */
    CollectionView find(List<String> path) {
        var resource = Resource.named(path.get(0));
        return switch (path.size()) {
            case OF_COLLECTION, OF_RECORD -> views.of(resource);
            case OF_RELATION -> related(resource, indexOf(resource, path.get(1)), path.get(2));
            case OF_CLASS_IN_SCHOOL -> ofClassInSchool(path);
            default -> throw nothing();
        };
    }

    private CollectionView related(Resource owner, int index, String part) {
        var related = switch (owner) {
            case SCHOOLS -> ofSchool(index, part);
            case CLASSES -> ofClass(index, part);
            case TERMS -> ofTerm(index, part);
            case COURSES -> classes(part, relations.classesOfCourse(index));
            case USERS, STUDENTS, TEACHERS -> classes(part, relations.classesOfUser(index));
            default -> throw nothing();
        };
        return views.of(related.resource(), related.members());
    }

    private CollectionView ofClassInSchool(List<String> path) {
        var school = Resource.named(path.get(0));
        var isClass = Resource.named(path.get(2)) == Resource.CLASSES;
        if (school != Resource.SCHOOLS || !isClass) {
            throw nothing();
        }
        var org = indexOf(school, path.get(1));
        var schoolClass = indexOf(Resource.CLASSES, path.get(3));
        if (!relations.isClassOfOrg(schoolClass, org)) {
            throw unknown();
        }
        return path.get(4).equals("enrollments")
                ? views.of(Resource.ENROLLMENTS, relations.enrollmentsOfClass(schoolClass))
                : related(Resource.CLASSES, schoolClass, path.get(4));
    }

    private Related ofSchool(int org, String part) {
        return switch (part) {
            case "classes" -> new Related(Resource.CLASSES, relations.classesOfOrg(org));
            case "courses" -> new Related(Resource.COURSES, relations.coursesOfOrg(org));
            case "enrollments" -> new Related(Resource.ENROLLMENTS, relations.enrollmentsOfOrg(org));
            case "students" -> new Related(Resource.STUDENTS, relations.studentsOfOrg(org));
            case "teachers" -> new Related(Resource.TEACHERS, relations.teachersOfOrg(org));
            case "terms" -> new Related(Resource.TERMS, relations.terms());
            default -> throw nothing();
        };
    }

    private Related ofClass(int schoolClass, String part) {
        return switch (part) {
            case "students" -> new Related(Resource.STUDENTS, relations.usersOfClass(schoolClass, "student"));
            case "teachers" -> new Related(Resource.TEACHERS, relations.usersOfClass(schoolClass, "teacher"));
            default -> throw nothing();
        };
    }

    private Related ofTerm(int session, String part) {
        return part.equals("gradingPeriods")
                ? new Related(Resource.GRADING_PERIODS, relations.gradingPeriodsOfTerm(session))
                : classes(part, relations.classesOfTerm(session));
    }

    private static Related classes(String part, Selection classes) {
        if (!part.equals("classes")) {
            throw nothing();
        }
        return new Related(Resource.CLASSES, classes);
    }

    private int indexOf(Resource resource, String sourcedId) {
        var index = views.of(resource).indexOf(sourcedId);
        if (index < 0) {
            throw unknown();
        }
        return index;
    }

    private static OneRosterException unknown() {
        return OneRosterException.unknown("there is no record of this sourcedId");
    }

    private static OneRosterException nothing() {
        return OneRosterException.unknown("there is nothing of this name");
    }
}
