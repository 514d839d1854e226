using System.Collections.Immutable;
using System.Globalization;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Steps;

/// <summary>S4: the order of the steps and when a complaint may close.</summary>
internal static class StepRules
{
    public static readonly Refusal Closed = Refusal.Conflict("complaint.closed", "The complaint is closed; reopen it first.");

    /// <summary>C20: nothing more is begun with somebody who was erased.</summary>
    public static readonly Refusal Erased = Refusal.Conflict("complaint.customer-erased", "Whoever complained was erased; nobody is left to answer to.");

    /// <summary>How long after the closing the review may follow.</summary>
    public static readonly TimeSpan ReviewWindow = TimeSpan.FromDays(30);

    /// <summary>Null, or why a step cannot be recorded now.</summary>
    public static Refusal? WhyNot(ComplaintCourse course, StepRecord record, DateTimeOffset at)
    {
        var step = record.Step;
        if (course.IsClosed && step != Step.Review)
            return Closed;

        // S4: skipping is refused, and the refusal names what is missing.
        var missing = MissingBefore(course, step);
        if (missing.Length > 0)
        {
            return Refusal.Conflict(
                "complaint.step-out-of-order",
                $"Step {(int)missing[0]} ({NameOf(missing[0])}) comes before step {(int)step} ({NameOf(step)}).",
                Missing(missing));
        }

        // A solution may be revised until the customer has answered it; every other record stands.
        var revised = step == Step.Solve && course.NextStep is Step.Solve or Step.Confirm;
        if (course.LastOf(step) is not null && !(step == Step.Solve && revised))
            return Refusal.Conflict("complaint.step-already-recorded", $"Step {(int)step} ({NameOf(step)}) is recorded; what was said is not rewritten.");

        // S4: step 7 follows within 30 days.
        if (record is ReviewRecord review && string.IsNullOrWhiteSpace(review.WhyLate)
            && course.IsClosed && at > course.Closings[^1].At + ReviewWindow)
        {
            return Refusal.Conflict(
                "complaint.review-too-late",
                "The review follows within 30 days of the closing; after that it has to say why it is late.",
                ("needs", new[] { "whyLate" }));
        }

        return null;
    }

    /// <summary>The steps still to be recorded in this round before the given one.</summary>
    public static ImmutableArray<Step> MissingBefore(ComplaintCourse course, Step step)
    {
        // A complaint closed because the customer could not be reached has no more steps to make up for.
        if (course.IsClosed || course.NextStep is not { } next)
            return [];

        return [.. Enum.GetValues<Step>().Where(other => other >= next && other < step)];
    }

    /// <summary>Null, or why the complaint cannot close now.</summary>
    public static Refusal? WhyNotClosed(ComplaintCourse course, string? recourse, TimeSpan apart)
    {
        if (course.IsClosed)
            return Refusal.Conflict("complaint.closed", "The complaint is closed already.");

        if (course.Answer == CustomerAnswer.Dissatisfied && string.IsNullOrWhiteSpace(recourse))
        {
            return Refusal.Conflict(
                "complaint.customer-not-satisfied",
                "The customer is not satisfied: offer another solution, or say what recourse the customer was told of.",
                Missing([Step.Solve]), ("needs", new[] { "recourse" }));
        }

        // S4: closes only after step 6's answer or after three documented attempts to reach the customer.
        if (course.Answer is null && course.AttemptsThatCount(apart) is { Count: < ComplaintCourse.AttemptsBeforeClosing } tried)
        {
            return Refusal.Conflict(
                "complaint.close-needs-answer",
                $"A complaint closes after the customer's answer (step 6) or after {ComplaintCourse.AttemptsBeforeClosing} documented "
                + $"attempts to reach the customer; since they were last reached there are {tried.Count} that count"
                + (apart > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $", with {apart.TotalHours:0.##} hours or more between two.") : "."),
                Missing(MissingBefore(course, Step.Review)), ("attempts", tried.Count), ("nextAttemptCountsFrom", tried.NextFrom));
        }

        return null;
    }

    /// <summary>The name a step has in the API.</summary>
    public static string NameOf(Step step) => EnumCode.Of(step);

    private static (string Name, object? Value) Missing(IEnumerable<Step> steps) => ("missing", steps.Select(NameOf).ToArray());
}
