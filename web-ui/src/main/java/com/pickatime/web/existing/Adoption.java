package com.pickatime.web.existing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the adoption of a business's own contacts stands.
 *
 * @param job the last one; null for none
 * @param matches numbers of the last report, by decision, rule and role, and of those that are clear by rule; empty while a job is
 *     running
 * @param trustedRules whose clear matches are accepted by themselves when an import is complete
 */
record Adoption(@Nullable Job job, Map<String, Map<String, Long>> matches, List<String> trustedRules) {

    /**
     * A report or an adoption.
     *
     * @param endedAt null while it is running
     * @param phase what it does now, or did last; null until it began
     * @param done contacts that are through in this phase
     */
    record Job(
            String kind,
            String state,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String phase,
            long done) {

        public boolean isRunning() {
            return "RUNNING".equals(state);
        }

        public boolean isFailed() {
            return "FAILED".equals(state);
        }
    }

    public boolean isRunning() {
        return job != null && job.isRunning();
    }

    /** Whether there is a report to look at. */
    public boolean isReported() {
        return !matches.isEmpty();
    }

    public long decided(String decision) {
        return matches.getOrDefault("decisions", Map.of()).getOrDefault(decision, 0L);
    }

    /** How many pairs a rule would accept now. */
    public long clear(String rule) {
        return matches.getOrDefault("clear", Map.of()).getOrDefault(rule, 0L);
    }

    /** What can be decided rule by rule, with the number of matches; an address alone decides nothing. */
    public List<Map.Entry<String, Long>> rules() {
        return matches.getOrDefault("rules", Map.of()).entrySet().stream()
                .filter(rule -> !"EMAIL".equals(rule.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .toList();
    }
}
