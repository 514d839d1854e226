namespace CrmPlatform.Service.Contracts.V1;

/// <summary>Fact event: a survey was answered (S7). An anonymous answer names no customer.</summary>
/// <param name="Metric"><c>csat</c>, <c>nps</c> or <c>ces</c>.</param>
/// <param name="Score">
/// On the scale from <paramref name="ScaleMin"/> to <paramref name="ScaleMax"/>. More is always better: where the question counts the other way
/// (effort from 1, none, to 7, very much), the score, expectations and experiences are mirrored, so that 7 stands for no effort.
/// </param>
public sealed record SurveyAnswered(
    Guid AnswerId, Guid SurveyId, Guid? CustomerId, string Metric, int Score, int ScaleMin, int ScaleMax, string Occasion,
    IReadOnlyList<SurveyItemScore> Items, DateTimeOffset At);

/// <summary>What was expected of an item and how it was experienced; as with the score, more is better.</summary>
public sealed record SurveyItemScore(string Item, int? Expectation, int? Experience);
