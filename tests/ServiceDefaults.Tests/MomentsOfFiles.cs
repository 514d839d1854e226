using CrmPlatform.ServiceDefaults.Imports;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>C17: the dates of a file.</summary>
public sealed class MomentsOfFiles
{
    [Theory]
    [InlineData("2026-01-05", "2026-01-04T16:00:00")]
    [InlineData("2026/1/5 09:30", "2026-01-05T01:30:00")]
    [InlineData("2026.01.05", "2026-01-04T16:00:00")]
    [InlineData("2026年1月5日", "2026-01-04T16:00:00")]
    [InlineData("2026-01-05T09:30:00Z", "2026-01-05T09:30:00")]
    [InlineData("2026-01-05T09:30:00+01:00", "2026-01-05T08:30:00")]
    [InlineData("05-Jan-2026 09:30", "2026-01-05T01:30:00")]
    [InlineData("5 January 2026", "2026-01-04T16:00:00")]
    [InlineData("January 5, 2026", "2026-01-04T16:00:00")]
    [InlineData("Mon, 05 Jan 2026 09:30:00 GMT", "2026-01-05T09:30:00")]
    // In May or in January? This year's day, or today's time?
    [InlineData("05/01/2026", null)]
    [InlineData("5.1.2026", null)]
    [InlineData("05-01-2026", null)]
    [InlineData("January 5", null)]
    [InlineData("January 2026", null)]
    [InlineData("5 May 26", null)]
    [InlineData("10:30", null)]
    [InlineData("46027", null)]
    [InlineData("2026-13-01", null)]
    public void Only_what_means_one_day_is_a_day(string text, string? utc) =>
        Assert.Equal(utc, WrittenMoment.Read(text, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))?.UtcDateTime.ToString("s"));
}
