using System.Collections.Immutable;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Causes;

/// <summary>S8: why, and why that, until the root is found. Each answer is what the next question asks about.</summary>
internal sealed record FiveWhys(string Problem)
{
    public const int Most = 5;

    public ImmutableList<string> Answers { get; init; } = [];

    /// <summary>The cause in the tree that the last answer comes down to; set once.</summary>
    public string? RootCauseId { get; init; }

    /// <summary>Why fewer than five questions were enough.</summary>
    public string? EnoughBecause { get; init; }

    /// <summary>What is asked next; null when five are answered or the root is found.</summary>
    public string? NextQuestionAbout => RootCauseId is not null || Answers.Count == Most ? null : Answers.LastOrDefault() ?? Problem;

    public Outcome<FiveWhys> Answer(string answer)
    {
        if (RootCauseId is not null)
            return Refusal.Conflict("whys.concluded", "The root cause is found; begin another chain for another thread.");
        if (Answers.Count == Most)
            return Refusal.Conflict("whys.too-many", "Five whys are answered; now name the root cause.");
        if (new FieldChecks().Text("answer", answer).Refuse("whys.empty", "A why needs an answer.") is { } refusal)
            return refusal;
        if (Answers.Append(Problem).Contains(answer, StringComparer.OrdinalIgnoreCase))
            return Refusal.Invalid("answer", "whys.circular", "That answer was given before; the chain would turn in a circle.");

        return this with { Answers = Answers.Add(answer) };
    }

    /// <summary>Names the root cause. Fewer than five answers are enough only with a reason.</summary>
    public Outcome<FiveWhys> Conclude(string causeId, CauseTree tree, string? enoughBecause = null)
    {
        if (RootCauseId is not null)
            return Refusal.Conflict("whys.concluded", "The root cause is found already.");
        if (Answers.IsEmpty || (Answers.Count < Most && string.IsNullOrWhiteSpace(enoughBecause)))
            return Refusal.Conflict("whys.too-few", $"{Answers.Count} of five whys are answered; go on, or say why that is enough.");
        if (tree.Find(causeId) is null)
            return Refusal.Invalid("causeId", "cause.unknown", $"There is no cause {causeId} in the tree.");

        return this with { RootCauseId = causeId, EnoughBecause = Answers.Count < Most ? enoughBecause : null };
    }
}
