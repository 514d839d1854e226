using System.Collections.Immutable;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Steps;

/// <summary>S4: what a step leaves behind; each has required fields of its own.</summary>
internal abstract record StepRecord(Step Step)
{
    /// <summary>Null, or which fields are missing or wrong (<c>complaint.step-incomplete</c>).</summary>
    public Refusal? Check(DateTimeOffset recordedAt)
    {
        var checks = new FieldChecks();
        Check(checks, recordedAt);
        return checks.Refuse("complaint.step-incomplete", $"The record of step {(int)Step} ({Step}) is not complete.");
    }

    private protected abstract void Check(FieldChecks checks, DateTimeOffset recordedAt);
}

/// <summary>Step 1: the complaint in the customer's sense, said back.</summary>
internal sealed record ListenRecord(string Restatement) : StepRecord(Step.Listen)
{
    private protected override void Check(FieldChecks checks, DateTimeOffset recordedAt) => checks.Text("restatement", Restatement);
}

/// <summary>Step 2: thanks, and why we are glad to know.</summary>
internal sealed record ThankRecord(string Reason) : StepRecord(Step.Thank)
{
    private protected override void Check(FieldChecks checks, DateTimeOffset recordedAt) => checks.Text("reason", Reason);
}

/// <summary>Step 3: whose fault it is, and the words of the apology.</summary>
internal sealed record ApologyRecord(ApologyGround Ground, string Words) : StepRecord(Step.Apologise)
{
    private protected override void Check(FieldChecks checks, DateTimeOffset recordedAt) =>
        checks.That(Enum.IsDefined(Ground), "ground", "must be our fault or the customer's feelings").Text("words", Words);
}

/// <summary>Step 4: what we do at once, and until when.</summary>
internal sealed record PromiseRecord(string Action, DateTimeOffset By) : StepRecord(Step.Promise)
{
    private protected override void Check(FieldChecks checks, DateTimeOffset recordedAt) =>
        checks.Text("action", Action).That(By > recordedAt, "by", "must lie after the moment of the promise");
}

/// <summary>One line of the timetable: what happens by when.</summary>
internal sealed record TimetableEntry(string What, DateTimeOffset By);

/// <summary>Step 5: the solution and its timetable.</summary>
internal sealed record SolutionRecord(string Solution, ImmutableArray<TimetableEntry> Timetable) : StepRecord(Step.Solve)
{
    private protected override void Check(FieldChecks checks, DateTimeOffset recordedAt)
    {
        checks.Text("solution", Solution);
        var timetable = Timetable.IsDefault ? [] : Timetable;
        checks.That(timetable.Length is > 0 and <= 50, "timetable", "must have between 1 and 50 entries");
        for (var i = 0; i < timetable.Length; i++)
        {
            checks.Text($"timetable[{i}].what", timetable[i].What, longest: 500);
            checks.That(timetable[i].By >= recordedAt, $"timetable[{i}].by", "does not lie in the past");
        }
    }
}

/// <summary>Step 6: the customer's answer, and in which words.</summary>
internal sealed record AnswerRecord(CustomerAnswer Answer, string Words) : StepRecord(Step.Confirm)
{
    private protected override void Check(FieldChecks checks, DateTimeOffset recordedAt) =>
        checks.That(Enum.IsDefined(Answer), "answer", "must be satisfied, partly satisfied or dissatisfied").Text("words", Words);
}

/// <summary>Step 7: what will change, and who sees to it. After the 30 days it needs <paramref name="WhyLate"/>.</summary>
internal sealed record ReviewRecord(string WhatWillChange, string Responsible, string? WhyLate = null) : StepRecord(Step.Review)
{
    private protected override void Check(FieldChecks checks, DateTimeOffset recordedAt) =>
        checks.Text("whatWillChange", WhatWillChange).Text("responsible", Responsible, longest: 200);
}
