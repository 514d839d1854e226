using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Satisfaction;

public sealed record NpsMonthView(string Month, NpsView Nps);

/// <param name="Total">Null where nobody answered.</param>
public sealed record NpsReportView(RangeView Range, NpsView? Total, [property: CsvTable] IReadOnlyList<NpsMonthView> Months);

/// <param name="Score">As given, on the scale of the survey.</param>
public sealed record AnswerView(
    Guid AnswerId, Guid SurveyId, Guid? CustomerId, string? CustomerName, SurveyMetric Metric, int Score, int ScaleMin, int ScaleMax, AnswerGroup? Group, string Occasion, DateTimeOffset At);

/// <summary>I6: NPS over time, and the answers behind every figure.</summary>
internal static class ReadNps
{
    public static async Task<Ok<NpsReportView>> HandleAsync(
        InsightsDb db, OrganisationCalendar organisation, TimeProvider time, CancellationToken cancellationToken,
        DateOnly? from = null, DateOnly? to = null, string? zone = null, double level = Intervals.DefaultLevel)
    {
        Intervals.RequireLevel(level);
        var asked = AskedDays.Of(from, to, zone, organisation, time, 366);
        var answers = (await SurveyAnswers.Seen(db, asked, SurveyMetric.Nps).Select(a => new { a.At, a.Score, a.ScaleMin, a.ScaleMax }).ToListAsync(cancellationToken))
            .ConvertAll(a => (Month: Months.Text(asked.Calendar.DayOf(a.At)), Score: SurveyAnswers.Usual(SurveyMetric.Nps, a.Score, a.ScaleMin, a.ScaleMax)));
        return TypedResults.Ok(new NpsReportView(RangeView.Of(asked.Days),
            answers.Count == 0 ? null : ReadSatisfaction.View(SurveyScores.Nps(answers.Select(a => a.Score), level)),
            [.. answers.GroupBy(a => a.Month).OrderBy(month => month.Key, StringComparer.Ordinal)
                .Select(month => new NpsMonthView(month.Key, ReadSatisfaction.View(SurveyScores.Nps(month.Select(a => a.Score), level))))]));
    }

    /// <summary>The answers of a metric, or of one of its groups, the last first; as many as the figure counts.</summary>
    public static async Task<Ok<Page<AnswerView>>> AnswersAsync(
        InsightsDb db, Cursors cursors, OrganisationCalendar organisation, TimeProvider time, CancellationToken cancellationToken,
        [CodeOf<SurveyMetric>] string metric = "nps", [CodeOf<AnswerGroup>] string? group = null, DateOnly? from = null, DateOnly? to = null, string? zone = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var wanted = EnumCode.Parse<SurveyMetric>(metric);
        var asked = AskedDays.Of(from, to, zone, organisation, time, wanted == SurveyMetric.Nps ? 366 : 90);
        var list = $"answers:{metric}:{group}:{asked.Start.UtcTicks}:{asked.End.UtcTicks}";
        var after = cursors.Read<Place<DateTimeOffset>>(cursor, list);
        // The group follows from the score on its scale: few pairs of them, looked up first.
        var scores = (await SurveyAnswers.Seen(db, asked, wanted).Select(a => new { a.Score, a.ScaleMin, a.ScaleMax }).Distinct().ToListAsync(cancellationToken))
            .Where(s => group is null || EnumCode.OfNullable(SurveyAnswers.GroupOf(wanted, SurveyAnswers.Usual(wanted, s.Score, s.ScaleMin, s.ScaleMax))) == group)
            .Select(s => $"{s.Score}/{s.ScaleMin}/{s.ScaleMax}").ToHashSet();
        var (rows, past) = (new List<AnswerRow>(), after?.Seen ?? 0);
        await foreach (var row in SurveyAnswers.Seen(db, asked, wanted).OrderByDescending(a => a.At).ThenBy(a => a.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (row.At > (after?.Value ?? row.At) || !scores.Contains($"{row.Score}/{row.ScaleMin}/{row.ScaleMax}") || past-- > 0) continue;
            rows.Add(row);
            if (rows.Count > limit) break;
        }
        var names = await db.NamesAsync(rows.Select(row => row.CustomerNo).OfType<long>(), cancellationToken);
        return TypedResults.Ok(cursors.PageByPlace(rows, limit, list, after, row => row.At, row => View(row, wanted, names)));
    }

    private static AnswerView View(AnswerRow row, SurveyMetric metric, Dictionary<long, (Guid Id, string Name)> names)
    {
        (Guid Id, string Name)? customer = row.CustomerNo is { } no && names.TryGetValue(no, out var named) ? named : null;
        return new AnswerView(row.Id, row.SurveyId, customer?.Id, customer?.Name, metric, row.Score, row.ScaleMin, row.ScaleMax,
            SurveyAnswers.GroupOf(metric, SurveyAnswers.Usual(metric, row.Score, row.ScaleMin, row.ScaleMax)), row.Occasion, row.At);
    }
}
