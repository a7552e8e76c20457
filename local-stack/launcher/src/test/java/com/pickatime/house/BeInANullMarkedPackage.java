package com.pickatime.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** That a class's package has a {@code package-info} which makes nulls exceptional. */
final class BeInANullMarkedPackage extends ArchCondition<JavaClass> {

    BeInANullMarkedPackage() {
        super("be in a null-marked package");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        boolean marked =
                type.getPackage().tryGetAnnotationOfType(NullMarked.class).isPresent();
        events.add(new SimpleConditionEvent(
                type, marked, type.getName() + (marked ? " is" : " is not") + " in a null-marked package"));
    }
}
