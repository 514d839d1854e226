using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Surveys;

/// <param name="Scale">The name of the scale; figures of different scales are never added up.</param>
/// <param name="Score">Percent for CSAT, points for NPS, the mean for CES.</param>
/// <param name="MeanGap">Experience over expectation, where that was asked.</param>
public sealed record SurveyFigureView(string ItemId, SurveyItemKind Kind, string Scale, int Answers, decimal Score, decimal Mean, decimal? MeanGap);

/// <param name="Responses">Given in the range, <paramref name="Invitations"/> sent in it.</param>
/// <param name="ResponseRate">Percent of these invitations that were answered, whenever that was.</param>
public sealed record SurveyResultsView(string Key, int? Number, int Invitations, int Responses, decimal? ResponseRate, int Unhappy, IReadOnlyList<SurveyFigureView> Figures);

public sealed record GivenAnswerView(string ItemId, int? Rating, int? Expected, string? Choice, string? Text, string? Scale, int? Gap, bool Unhappy);

public sealed record SurveyAnswerView(Guid Id, int Number, string Language, Guid? CustomerId, DateTimeOffset At, bool Unhappy, UnhappyAction Action, Guid? ActedOn, IReadOnlyList<GivenAnswerView> Answers)
{
    internal static SurveyAnswerView Of(SurveyAnswerRow a) => new(a.Id, a.SurveyNumber, a.Language, a.CustomerId, a.At, a.IsUnhappy, a.Action, a.ActedOn,
        [.. a.Answers.Select(g => new GivenAnswerView(g.Given.ItemId, g.Given.Rating, g.Given.Expected, g.Given.Choice, g.Given.Text, g.Scale?.Name, g.Gap, g.IsUnhappy))]);
}

/// <summary>S7: what came of a survey.</summary>
internal static class ReadResults
{
    public static async Task<Results<Ok<SurveyResultsView>, Missing>> HandleAsync(
        string key, ComplaintsDb db, CancellationToken cancellationToken, int? number = null, DateTimeOffset? from = null, DateTimeOffset? before = null)
    {
        if (!await db.Surveys.AnyAsync(survey => survey.SurveyKey == key, cancellationToken)) return new Missing("survey", key);
        var answers = db.SurveyAnswers.AsNoTracking().Where(row => row.SurveyKey == key);
        var invitations = db.Invitations.AsNoTracking().Where(row => row.SurveyKey == key);
        if (number is { } version) (answers, invitations) = (answers.Where(row => row.SurveyNumber == version), invitations.Where(row => row.SurveyNumber == version));
        if (from is { } begin) (answers, invitations) = (answers.Where(row => row.At >= begin), invitations.Where(row => row.SentAt >= begin));
        if (before is { } end) (answers, invitations) = (answers.Where(row => row.At < end), invitations.Where(row => row.SentAt < end));
        var rows = await answers.ToListAsync(cancellationToken);
        var (invited, answered) = (await invitations.CountAsync(cancellationToken), await invitations.CountAsync(row => row.AnsweredAt != null, cancellationToken));
        return TypedResults.Ok(new SurveyResultsView(
            key, number, invited, rows.Count, invited == 0 ? null : Math.Round(100m * answered / invited, 1), rows.Count(row => row.IsUnhappy),
            [.. SurveyFigures.Of(rows.Select(row => row.ToDomain())).Select(f => new SurveyFigureView(f.ItemId, f.Kind, f.Scale, f.Answers, Math.Round(f.Score, 2), Math.Round(f.Mean, 2), f.MeanGap is { } gap ? Math.Round(gap, 2) : null))]));
    }

    public static async Task<Results<Ok<Page<SurveyAnswerView>>, Missing>> ListAsync(
        string key, ComplaintsDb db, Cursors cursors, CancellationToken cancellationToken, bool? unhappy = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Surveys.AnyAsync(survey => survey.SurveyKey == key, cancellationToken)) return new Missing("survey", key);
        var list = $"survey-answers:{key}:{unhappy}";
        var seen = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = db.SurveyAnswers.AsNoTracking().Where(row => row.SurveyKey == key && row.Key < seen);
        if (unhappy is { } only) rows = rows.Where(row => row.IsUnhappy == only);
        return TypedResults.Ok(cursors.PageByKey(await rows.OrderByDescending(row => row.Key).Take(limit + 1).ToListAsync(cancellationToken), limit, list, row => row.Key, SurveyAnswerView.Of));
    }
}
