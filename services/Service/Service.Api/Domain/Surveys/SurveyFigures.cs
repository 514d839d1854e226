using System.Collections.Immutable;

namespace CrmPlatform.Service.Domain.Surveys;

/// <summary>
/// What one question came to, on one scale. <paramref name="Score"/> is in percent for CSAT (share of satisfied) and points for NPS
/// (promoters minus detractors), and the mean for CES.
/// </summary>
internal sealed record SurveyFigure(string ItemId, SurveyItemKind Kind, string Scale, int Answers, decimal Score, decimal Mean, decimal? MeanGap);

/// <summary>S7: the figures of responses. Answers on different scales are never added up.</summary>
internal static class SurveyFigures
{
    public static ImmutableArray<SurveyFigure> Of(IEnumerable<SurveyResponse> responses) =>
    [
        .. responses.SelectMany(response => response.Answers)
            .Where(answer => answer is { Scale: not null, Given.Rating: not null })
            .GroupBy(answer => (answer.Given.ItemId, answer.Kind, Scale: answer.Scale!))
            .OrderBy(group => group.Key.ItemId, StringComparer.Ordinal).ThenBy(group => group.Key.Scale.Name, StringComparer.Ordinal)
            .Select(group => Figure(group.Key.ItemId, group.Key.Kind, group.Key.Scale, [.. group])),
    ];

    private static SurveyFigure Figure(string item, SurveyItemKind kind, RatingScale scale, List<ReadAnswer> answers)
    {
        var ratings = answers.ConvertAll(answer => answer.Given.Rating!.Value);
        var gaps = answers.Where(answer => answer.Gap is not null).Select(answer => (decimal)answer.Gap!.Value).ToList();
        var mean = (decimal)ratings.Sum() / ratings.Count;
        var score = kind switch
        {
            SurveyItemKind.Csat => 100m * ratings.Count(scale.IsSatisfied) / ratings.Count,
            SurveyItemKind.Nps => 100m * (ratings.Count(scale.IsSatisfied) - ratings.Count(scale.IsUnhappy)) / ratings.Count,
            _ => mean,
        };
        return new SurveyFigure(item, kind, scale.Name, ratings.Count, score, mean, gaps.Count == 0 ? null : gaps.Average());
    }
}
