// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.wildrydes.acceptance.Percentiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What became of the rides of one run, each accounted for by its id. Stands as JSON beside the
/// text that people read.
///
/// A granted ride, one whose rider was told 201, is stored, else waiting in the queue, else dead,
/// else lost: each is counted once.
///
/// @param answers number of rides by what their rider got: a status, or a client error
/// @param recordAnswers answers of `POST /record` by status
public record RideReport(
    SortedMap<String, Integer> answers,
    Times times,
    Fates fates,
    Stored stored,
    SortedMap<String, Integer> recordAnswers,
    List<Window> windows) {
  private static final Duration WINDOW = Duration.ofSeconds(15);

  /// How granted rides ended.
  public record Fates(int granted, int stored, int waiting, int dead, int lost) {}

  /// How long riders waited, in milliseconds.
  ///
  /// @param least the fastest answer
  /// @param perSecond rides asked for, from the first to the last
  public record Times(double least, Percentiles answer, double perSecond) {}

  /// The table's side of it.
  ///
  /// @param rides in the table
  /// @param unconfirmed rides in it whose rider was not told that they are granted
  /// @param twice rides that a function says it stored more than once
  /// @param deferred rides whose record went the long way
  public record Stored(int rides, int unconfirmed, int twice, int deferred) {}

  /// Rides asked for within a quarter of a minute.
  ///
  /// @param second from the start of the run
  public record Window(
      int second, int rides, SortedMap<String, Integer> answers, Percentiles millis) {}

  /// Where rides were found when the run had come to rest.
  ///
  /// @param stored ride ids in the table
  /// @param waiting correlation ids in the queue
  /// @param dead correlation ids in dead-letter queues
  public record Places(Set<String> stored, Set<String> waiting, Set<String> dead) {

    /// Whether the ride is anywhere.
    public boolean hold(SentRide ride) {
      return ride.rideId().filter(stored::contains).isPresent()
          || ride.correlationId()
              .filter(id -> waiting.contains(id) || dead.contains(id))
              .isPresent();
    }
  }

  /// Accounts for the rides asked for.
  public static RideReport of(List<SentRide> sent, RideTrail trail, Places places) {
    var granted = sent.stream().filter(SentRide::isGranted).toList();
    return new RideReport(
        answers(sent),
        times(sent),
        fates(granted, places),
        stored(granted, trail, places),
        new TreeMap<>(trail.recordAnswers()),
        windows(sent));
  }

  /// Every granted ride is in the table or in a dead-letter queue, and none was stored twice.
  @JsonIgnore
  public boolean isReconciled() {
    return fates.granted() > 0 && fates.lost() == 0 && fates.waiting() == 0 && stored.twice() == 0;
  }

  /// Nobody was turned away or left without an answer.
  @JsonIgnore
  public boolean isAllGranted() {
    return answers.keySet().equals(Set.of("201"));
  }

  /// Number of rides that got this answer.
  int answered(String status) {
    return answers.getOrDefault(status, 0);
  }

  /// Rides asked for.
  int sent() {
    return answers.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Fates fates(List<SentRide> granted, Places places) {
    int stored = 0;
    int waiting = 0;
    int dead = 0;
    for (var ride : granted) {
      if (ride.rideId().filter(places.stored()::contains).isPresent()) {
        stored++;
      } else if (ride.correlationId().filter(places.waiting()::contains).isPresent()) {
        waiting++;
      } else if (ride.correlationId().filter(places.dead()::contains).isPresent()) {
        dead++;
      }
    }
    int lost = granted.size() - stored - waiting - dead;
    return new Fates(granted.size(), stored, waiting, dead, lost);
  }

  private static Stored stored(List<SentRide> granted, RideTrail trail, Places places) {
    long confirmed =
        granted.stream()
            .filter(ride -> ride.rideId().filter(places.stored()::contains).isPresent())
            .count();
    long twice = trail.stored().values().stream().filter(times -> times > 1).count();
    return new Stored(
        places.stored().size(),
        (int) (places.stored().size() - confirmed),
        (int) twice,
        trail.deferred().size());
  }

  private static Times times(List<SentRide> sent) {
    var millis = sent.stream().map(SentRide::latencyMillis).toList();
    double least = millis.stream().min(Comparator.naturalOrder()).orElse(Double.NaN);
    double seconds = Duration.between(first(sent), last(sent)).toMillis() / 1e3;
    return new Times(least, Percentiles.of(millis), seconds == 0 ? 0 : sent.size() / seconds);
  }

  private static List<Window> windows(List<SentRide> sent) {
    var start = first(sent);
    var byWindow = new TreeMap<Integer, List<SentRide>>();
    for (var ride : sent) {
      int window = (int) Duration.between(start, ride.at()).dividedBy(WINDOW);
      byWindow.computeIfAbsent(window, _ -> new ArrayList<>()).add(ride);
    }
    var windows = new ArrayList<Window>();
    byWindow.forEach((window, rides) ->
        windows.add(
            new Window(
                (int) WINDOW.multipliedBy(window).toSeconds(),
                rides.size(),
                answers(rides),
                Percentiles.of(rides.stream().map(SentRide::latencyMillis).toList()))));
    return windows;
  }

  private static SortedMap<String, Integer> answers(List<SentRide> rides) {
    var answers = new TreeMap<String, Integer>();
    rides.forEach(ride -> answers.merge(ride.answer(), 1, Integer::sum));
    return answers;
  }

  private static Instant first(List<SentRide> sent) {
    return sent.stream().map(SentRide::at).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }

  private static Instant last(List<SentRide> sent) {
    return sent.stream().map(SentRide::at).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }
}
