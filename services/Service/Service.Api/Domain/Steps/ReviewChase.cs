namespace CrmPlatform.Service.Domain.Steps;

/// <summary>S4: when somebody is reminded of the review that is still missing after a closing.</summary>
internal static class ReviewChase
{
    private static readonly TimeSpan[] Reminders = [TimeSpan.FromDays(14), TimeSpan.FromDays(25), StepRules.ReviewWindow];

    /// <summary>Until when the review is due; null when the complaint is open or reviewed, or ended with an erasure before anything came of it.</summary>
    public static DateTimeOffset? DueAt(ComplaintCourse course) =>
        course.IsClosed && course.Closings[^1].Because != ClosingGround.CustomerErased && course.LastOf(Step.Review) is null ? course.Closings[^1].At + StepRules.ReviewWindow : null;

    /// <summary>Closed as answered, though nobody here has the answer: that was in another system, and so was what it taught.</summary>
    public static bool WasClosedElsewhere(ComplaintCourse course) => course.IsClosed && course.Closings[^1].Because == ClosingGround.CustomerAnswered && course.Answer is null;

    /// <summary>The reminder after the given number of them; the last one is at the end of the window and goes to the manager. Null when none is left.</summary>
    public static DateTimeOffset? Next(ComplaintCourse course, int remindersSent) =>
        DueAt(course) is not null && remindersSent < Reminders.Length ? course.Closings[^1].At + Reminders[remindersSent] : null;
}
