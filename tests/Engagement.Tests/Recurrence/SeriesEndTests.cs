using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Recurrence;

namespace CrmPlatform.Engagement.Tests.Recurrence;

/// <summary>E1: until when the activities of a series are made.</summary>
public sealed class SeriesEndTests
{
    private static readonly DateTime First = new(2026, 12, 7, 9, 0, 0); // a Monday
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("FREQ=WEEKLY", 30, 30)]
    [InlineData("FREQ=WEEKLY", 2, 2)]
    [InlineData("FREQ=WEEKLY;COUNT=20", 30, 20)]
    [InlineData("FREQ=WEEKLY;COUNT=20", 12, 12)]
    public void A_series_that_ends_later_is_made_until_its_end_and_has_ended_once_the_last_is_over(string rule, int weeks, int made)
    {
        var series = Weekly(rule);
        var keys = Make(series, Now);
        Assert.Null(series.EndBefore(First.AddDays(7 * weeks), Now));
        Assert.False(series.Ended);
        for (var day = 1; day <= 7 * weeks; day++) keys.AddRange(Make(series, Now.AddDays(day)));
        var held = keys.Where(key => string.CompareOrdinal(key, Occurrence.KeyOf(First.AddDays(7 * weeks))) < 0).ToList();
        Assert.Equal(Enumerable.Range(0, made).Select(week => Occurrence.KeyOf(First.AddDays(7 * week))), held);
        Make(series, Now.AddDays((7 * weeks) + 7));
        Assert.True(series.Ended);
        Assert.Equal("series.ended", series.EndBefore(First, Now)?.Code);
    }

    [Fact]
    public void A_series_that_is_ended_before_all_that_is_ahead_has_ended_at_once()
    {
        var series = Weekly("FREQ=WEEKLY");
        Make(series, Now);
        Assert.Null(series.EndBefore(First.AddDays(7), Now.AddDays(8)));
        Assert.True(series.Ended);
        Assert.Empty(Make(series, Now.AddDays(100)));
    }

    [Fact]
    public void A_series_without_end_does_not_end()
    {
        var series = Weekly("FREQ=WEEKLY");
        Make(series, Now.AddDays(400));
        Assert.False(series.Ended);
    }

    private static ActivitySeries Weekly(string rule) => ActivitySeries.Plan(
        Guid.NewGuid(), "wei", "north",
        new ActivityTemplate(ActivityKind.Visit, ActivityDirection.Outbound, ActivityPurpose.Care, "See", null, null, null, null, [], null, null, null, null, null),
        new RecurringTime(rule, First, TimeSpan.FromHours(1), "Asia/Shanghai", []), "wei", Now);

    private static List<string> Make(ActivitySeries series, DateTimeOffset now) => [.. series.Make(now.AddDays(60), now).Select(activity => activity.OccurrenceKey!)];
}
