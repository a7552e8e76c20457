package com.pickatime.house;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Scheduled work that returns a reactive type does everything inside {@code defer}, and has a limit.
 *
 * <p>Spring calls such a method once and subscribes to what it returned again and again. A time that is read outside of the
 * pipeline stands still from then on; a run that never ends is the last one.
 */
final class BeginAnewEachTime extends ArchCondition<JavaMethod> {

    BeginAnewEachTime() {
        super("do all their work inside defer, within a timeout");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        var before = method.getAccessesFromSelf().stream()
                .filter(Predicate.not(JavaAccess::isDeclaredInLambda))
                .filter(BeginAnewEachTime::happensOnce)
                .map(JavaAccess::getDescription);
        var defers = calls(method.getMethodCallsFromSelf(), "defer")
                ? Stream.<String>empty()
                : Stream.of(method.getFullName() + " defers nothing");
        var ends = calls(method.getOwner().getMethodCallsFromSelf(), "timeout")
                ? Stream.<String>empty()
                : Stream.of(method.getFullName() + " has no timeout, nor has its class");
        Stream.of(before, defers, ends)
                .flatMap(faults -> faults)
                .forEach(fault -> events.add(SimpleConditionEvent.violated(method, fault)));
    }

    /** Fields are final here, references are called later, and operators only describe what is done later. */
    private static boolean happensOnce(JavaAccess<?> access) {
        if (!(access instanceof JavaMethodCall call)) {
            return access instanceof JavaConstructorCall;
        }
        if (!call.getTargetOwner().getPackageName().startsWith("reactor.core.publisher")) {
            // the compiler's own, for a reference to a method of another object
            return !call.getTargetOwner().isEquivalentTo(Objects.class);
        }
        return !call.getName().equals("defer")
                && call.getTarget()
                        .resolveMember()
                        .filter(member -> member.getModifiers().contains(JavaModifier.STATIC))
                        .isPresent();
    }

    private static boolean calls(Set<JavaMethodCall> calls, String operator) {
        return calls.stream()
                .anyMatch(call -> call.getName().equals(operator)
                        && call.getTargetOwner().getPackageName().startsWith("reactor.core.publisher"));
    }
}
