using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Features.Qualifying;

/// <summary>An answer with whoever gave it; <c>present</c> is null while it is unknown.</summary>
public sealed record AnswerView(bool? Present, string? By, DateTimeOffset? At);

/// <summary>A sentence in English and Chinese.</summary>
public sealed record WordingView(string En, string ZhHans, string ZhHant)
{
    internal static WordingView Of(Wording wording) => new(wording.En, wording.ZhHans, wording.ZhHant);
}

/// <summary>Something still to be found out.</summary>
public sealed record MissingAnswerView(ManLetter Answer, string Name);

/// <summary>Money, authority and need, and what they come to.</summary>
/// <param name="Letters">A capital for present, a small letter for absent, ? for unknown: <c>MaN</c>.</param>
/// <param name="VerdictName">In the language of the request, as is <paramref name="NextAction"/>.</param>
/// <param name="Possible">The verdicts that are still possible while answers are missing.</param>
public sealed record QualificationView(
    Guid CustomerId, AnswerView Money, AnswerView Authority, AnswerView Need, string Letters, ManOutcome Verdict, string VerdictName, string NextAction,
    WordingView NextActionIn, IReadOnlyList<MissingAnswerView> Missing, IReadOnlyList<ManOutcome> Possible, long Version) : IVersionedView
{
    internal static QualificationView Of(Guid customerId, Qualification? known, Language language)
    {
        var q = known ?? Qualification.Of(customerId);
        var verdict = q.Verdict;
        return new QualificationView(
            customerId, Answer(q.Money), Answer(q.Authority), Answer(q.Need), verdict.Letters, verdict.Outcome, Terms.Name(verdict.Outcome, language),
            verdict.NextAction.In(language), WordingView.Of(verdict.NextAction),
            [.. verdict.Missing.Select(letter => new MissingAnswerView(letter, Terms.Name(letter, language)))], verdict.Possible, q.Version);
    }

    private static AnswerView Answer(QualificationAnswer answer) => new(answer.Present, answer.By, answer.At);
}
