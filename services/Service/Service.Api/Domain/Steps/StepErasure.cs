namespace CrmPlatform.Service.Domain.Steps;

/// <summary>C20: a step without the words that were spoken in it; that it was done, and what was answered, stays.</summary>
internal static class StepErasure
{
    private const string Gone = Complaints.Complaint.Erased;

    public static StepRecord Erased(this StepRecord record) => record switch
    {
        ListenRecord listen => listen with { Restatement = Gone },
        ThankRecord thank => thank with { Reason = Gone },
        ApologyRecord apology => apology with { Words = Gone },
        PromiseRecord promise => promise with { Action = Gone },
        // Arrays are the same only where they are one.
        SolutionRecord solution when solution.Timetable.All(line => line.What == Gone) => solution with { Solution = Gone },
        SolutionRecord solution => solution with { Solution = Gone, Timetable = [.. solution.Timetable.Select(line => line with { What = Gone })] },
        AnswerRecord answer => answer with { Words = Gone },
        _ => record,
    };
}
