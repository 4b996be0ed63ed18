// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.wildrydes.acceptance.Percentiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What became of the rides of one run, each accounted for by its id. Stands as JSON beside the
/// text that people read.
///
/// A granted ride, one whose rider was told 201, is stored, else waiting in the queue, else dead,
/// else lost: each is counted once. Of several riders who were given one id all but the first have
/// no ride of their own, and lost it.
///
/// @param answers number of rides by what their rider got: a status, or a client error
/// @param waits number of rides by how long their rider waited
/// @param recordAnswers answers of `POST /record` by status
public record RideReport(
    SortedMap<String, Integer> answers,
    Times times,
    List<Wait> waits,
    Fates fates,
    Stored stored,
    SortedMap<String, Integer> recordAnswers,
    List<Window> windows) {
  private static final Duration WINDOW = Duration.ofSeconds(15);

  private static final double MILLIS = 1e3;

  /// Where the classes of waiting times begin, in milliseconds.
  private static final List<Integer> WAITS =
      List.of(0, 100, 250, 500, 750, 1000, 2500, 5000, 10_000, 20_000, 25_000, 26_000, 29_000);

  /// How granted rides ended.
  ///
  /// @param waiting in the queue, those included that are hidden there until their next try
  public record Fates(int granted, int stored, int waiting, int dead, int lost) {}

  /// How long riders waited, in milliseconds.
  ///
  /// @param least the fastest answer
  /// @param perSecond rides, from the first that was asked for to the last answer, as artillery
  ///   counts them
  public record Times(double least, Percentiles answer, double perSecond) {}

  /// Rides whose riders waited for as long as this.
  ///
  /// @param fromMillis inclusive
  /// @param toMillis exclusive; -1 for the last class, which has no end
  public record Wait(int fromMillis, int toMillis, int rides) {}

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
  /// @param waiting correlation ids that can be read in the queue
  /// @param hidden messages in the queue that nobody can read until their next try
  /// @param dead correlation ids in dead-letter queues
  public record Places(Set<String> stored, Set<String> waiting, int hidden, Set<String> dead) {

    /// Whether each granted ride among these is somewhere.
    public boolean hold(List<SentRide> rides) {
      return rides.stream().filter(SentRide::isGranted).allMatch(this::hold);
    }

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
    var fates = fates(sent.stream().filter(SentRide::isGranted).toList(), places);
    return new RideReport(
        answers(sent),
        times(sent),
        waits(sent),
        fates,
        stored(fates, trail, places),
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
    var stored = new HashSet<String>();
    int waiting = 0;
    int dead = 0;
    for (var ride : granted) {
      boolean first =
          ride.rideId().filter(places.stored()::contains).filter(stored::add).isPresent();
      if (!first && ride.correlationId().filter(places.waiting()::contains).isPresent()) {
        waiting++;
      } else if (!first && ride.correlationId().filter(places.dead()::contains).isPresent()) {
        dead++;
      }
    }
    int open = granted.size() - stored.size() - waiting - dead;
    int hidden = Math.min(open, places.hidden());
    return new Fates(granted.size(), stored.size(), waiting + hidden, dead, open - hidden);
  }

  private static Stored stored(Fates fates, RideTrail trail, Places places) {
    long twice = trail.stored().values().stream().filter(times -> times > 1).count();
    return new Stored(
        places.stored().size(),
        places.stored().size() - fates.stored(),
        (int) twice,
        trail.deferred().size());
  }

  private static Times times(List<SentRide> sent) {
    var millis = sent.stream().map(SentRide::latencyMillis).toList();
    double least = millis.stream().min(Comparator.naturalOrder()).orElse(Double.NaN);
    double seconds = Duration.between(first(sent), lastAnswer(sent)).toMillis() / MILLIS;
    return new Times(least, Percentiles.of(millis), seconds == 0 ? 0 : sent.size() / seconds);
  }

  /// Without the classes that no ride is in.
  private static List<Wait> waits(List<SentRide> sent) {
    var byClass = new TreeMap<Integer, Integer>();
    for (var ride : sent) {
      int index = 0;
      while (index + 1 < WAITS.size() && ride.latencyMillis() >= WAITS.get(index + 1)) {
        index++;
      }
      byClass.merge(index, 1, Integer::sum);
    }
    var waits = new ArrayList<Wait>();
    byClass.forEach((index, rides) ->
        waits.add(
            new Wait(
                WAITS.get(index), index + 1 < WAITS.size() ? WAITS.get(index + 1) : -1, rides)));
    return waits;
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

  private static Instant lastAnswer(List<SentRide> sent) {
    return sent.stream()
        .map(ride -> ride.at().plusMillis(Math.round(ride.latencyMillis())))
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }
}
