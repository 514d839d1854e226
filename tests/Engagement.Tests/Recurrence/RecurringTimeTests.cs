using CrmPlatform.Engagement.Domain.Recurrence;
using CsCheck;

namespace CrmPlatform.Engagement.Tests.Recurrence;

public class RecurringTimeTests
{
    private static readonly DateTime MondayNine = new(2026, 3, 2, 9, 0, 0);
    private static readonly DateTimeOffset March = At.Time("2026-03-01T00:00Z");

    private static RecurringTime Series(string rule, string zone = "Europe/Berlin", params DateTime[] except) =>
        new(rule, MondayNine, TimeSpan.FromHours(1), zone, except);

    private static string Days(RecurringTime series, int days = 365, int most = 4) =>
        string.Join(' ', series.Between(March, March.AddDays(days)).Take(most).Select(occurrence => occurrence.Key[..8]));

    [Theory]
    [InlineData("FREQ=DAILY;COUNT=3", "20260302 20260303 20260304")]
    [InlineData("FREQ=DAILY;INTERVAL=10", "20260302 20260312 20260322 20260401")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TH", "20260302 20260305 20260309 20260312")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "20260302 20260316 20260330 20260413")]
    [InlineData("FREQ=WEEKLY;BYDAY=TU", "20260303 20260310 20260317 20260324")] // begins with the first day that fits
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31", "20260331 20260531 20260731 20260831")] // short months have none
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1", "20260331 20260430 20260531 20260630")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR", "20260327 20260424 20260529 20260626")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "20260331 20260430 20260529 20260630")] // the last working day
    [InlineData("FREQ=YEARLY", "20260302")]
    [InlineData("FREQ=DAILY;UNTIL=20260304", "20260302 20260303 20260304")] // a last day counts whole
    [InlineData("FREQ=DAILY;UNTIL=20260304T090000", "20260302 20260303 20260304")]
    [InlineData("FREQ=DAILY;UNTIL=20260304T075959Z", "20260302 20260303")]
    public void A_rule_is_expanded_as_the_standard_says(string rule, string days) => Assert.Equal(days, Days(Series(rule)));

    [Theory]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), InlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29"), InlineData("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=29")]
    public void A_leap_day_comes_round_in_its_year(string rule)
    {
        var leap = Series(rule);
        Assert.Empty(leap.Problems());
        Assert.Equal(["20280229T090000"], leap.Between(At.Time("2027-06-01T00:00Z"), At.Time("2029-01-01T00:00Z")).Select(occurrence => occurrence.Key));
    }

    [Fact]
    public void Nine_oclock_stays_nine_oclock_when_summer_time_begins_and_ends()
    {
        var starts = Series("FREQ=DAILY").Between(March, March.AddDays(300)).ToDictionary(occurrence => occurrence.Key, occurrence => occurrence.Starts);
        Assert.Equal(At.Time("2026-03-28T08:00Z"), starts["20260328T090000"]);
        Assert.Equal(At.Time("2026-03-29T07:00Z"), starts["20260329T090000"]);
        Assert.Equal(At.Time("2026-10-24T07:00Z"), starts["20261024T090000"]);
        Assert.Equal(At.Time("2026-10-25T08:00Z"), starts["20261025T090000"]);
    }

    [Fact]
    public void An_hour_that_does_not_exist_happens_an_hour_later_and_still_once()
    {
        var night = Series("FREQ=DAILY") with { Start = new DateTime(2026, 3, 1, 2, 30, 0) };
        var around = night.Between(At.Time("2026-03-28T00:00Z"), At.Time("2026-03-31T00:00Z"));
        Assert.Equal(["2026-03-28 01:30", "2026-03-29 01:30", "2026-03-30 00:30"], around.Select(occurrence => occurrence.Starts.ToString("yyyy-MM-dd HH:mm", null)));
        Assert.All(around, occurrence => Assert.Equal(TimeSpan.FromHours(1), occurrence.Ends - occurrence.Starts));
    }

    [Fact]
    public void Left_out_days_are_left_out() =>
        Assert.Equal("20260302 20260304", Days(Series("FREQ=DAILY;COUNT=3", "Asia/Shanghai", MondayNine.AddDays(1))));

    [Fact]
    public void This_and_following_leaves_the_earlier_ones_as_they_were()
    {
        foreach (var rule in new[] { "FREQ=DAILY;COUNT=30", "FREQ=DAILY", "FREQ=DAILY;UNTIL=20270101" })
        {
            var rest = Series(rule).EndingBefore(MondayNine.AddDays(3));
            Assert.Equal("20260302 20260303 20260304", Days(rest, most: 10));
        }
    }

    [Theory]
    [InlineData("", "recurrence.rule-unreadable")]
    [InlineData("every monday", "recurrence.rule-unreadable")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX", "recurrence.rule-unreadable")]
    [InlineData("FREQ=DAILY;INTERVAL=0", "recurrence.rule-unreadable")]
    [InlineData("FREQ=DAILY;COUNT=2;UNTIL=20270101", "recurrence.rule-unreadable")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=45", "recurrence.rule-unreadable")]
    [InlineData("FREQ=HOURLY", "recurrence.below-a-day")]
    [InlineData("FREQ=SECONDLY", "recurrence.below-a-day")]
    [InlineData("FREQ=DAILY;BYHOUR=9,15", "recurrence.below-a-day")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "recurrence.never-happens")]
    [InlineData("FREQ=DAILY;UNTIL=20200101", "recurrence.never-happens")]
    public void A_rule_that_cannot_be_kept_is_refused_by_name(string rule, string code)
    {
        Assert.Equal([code], Series(rule).Problems());
        Assert.Throws<ArgumentException>(() => Series(rule).Between(March, March.AddDays(1)));
    }

    [Fact]
    public void A_zone_or_length_that_cannot_be_is_refused()
    {
        Assert.Contains("recurrence.zone-unknown", Series("FREQ=DAILY", "Mars/Olympus").Problems());
        Assert.Equal(["recurrence.duration"], (Series("FREQ=DAILY") with { Duration = TimeSpan.FromDays(-1) }).Problems());
    }

    [Fact]
    public void A_series_without_end_is_expanded_no_further_than_the_horizon()
    {
        var occurrences = Series("FREQ=DAILY").Between(March, March.AddYears(500));
        Assert.Equal(RecurringTime.FurthestHorizon.Days - 1, occurrences.Count); // from the second of March on
    }

    [Fact]
    public void Windows_side_by_side_give_each_occurrence_once()
    {
        var rule = Any.Of("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=DAILY;INTERVAL=3;COUNT=40");
        var zone = Any.Of("Europe/Berlin", "Asia/Shanghai", "America/New_York", "Pacific/Auckland", "Asia/Kolkata");
        Gen.Select(rule, zone, Gen.Int[0, 23], Gen.Int[1, 300].Array[1, 4]).Sample((rule, zone, hour, cuts) =>
        {
            var series = Series(rule, zone) with { Start = new DateTime(2026, 3, 2, hour, 15, 0) };
            var (whole, parts, from) = (series.Between(March, March.AddDays(400)), new List<Occurrence>(), March);
            foreach (var cut in cuts.Select(day => March.AddDays(day).AddHours(day)).Order().Append(March.AddDays(400)))
            {
                parts.AddRange(series.Between(from, cut));
                from = cut;
            }
            Assert.Equal(whole, parts);
            Assert.Equal(whole.Count, whole.DistinctBy(occurrence => occurrence.Key).Count());
        }, iter: 100);
    }
}
