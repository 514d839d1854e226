using System.Text.Json;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Numbers;
using CrmPlatform.Service.Domain.Steps;
using CsCheck;

namespace CrmPlatform.Service.Tests.Steps;

public sealed class ComplaintCourseTests
{
    internal static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_seven_steps_in_order_lead_through_the_lifecycle()
    {
        var course = new ComplaintCourse(Noon);
        Assert.Equal(ComplaintStatus.Received, course.Status);
        (Step Step, ComplaintStatus After)[] way =
        [
            (Step.Listen, ComplaintStatus.Acknowledged), (Step.Thank, ComplaintStatus.Acknowledged), (Step.Apologise, ComplaintStatus.Assessed),
            (Step.Promise, ComplaintStatus.Investigating), (Step.Solve, ComplaintStatus.Responded), (Step.Confirm, ComplaintStatus.Responded),
        ];
        foreach (var (step, after) in way)
        {
            Assert.Equal(step, course.NextStep);
            course = Done(course, step);
            Assert.Equal(after, course.Status);
        }

        course = course.Close("li", Noon).Value;
        Assert.Equal(ComplaintStatus.Closed, course.Status);
        Assert.Equal(Step.Review, course.NextStep);
        Assert.Null(Done(course, Step.Review).NextStep);
    }

    [Fact]
    public void Skipping_is_refused_and_names_every_missing_step() => Steps().Sample((recorded, attempted) =>
    {
        var course = After(recorded);
        var outcome = course.Record(Sample(attempted), "li", Noon);
        var number = (int)attempted;
        if (number == recorded + 1)
        {
            Assert.Equal(recorded + 1, outcome.Value.Steps.Count);
        }
        else if (number > recorded)
        {
            Assert.Equal("complaint.step-out-of-order", outcome.Refusal?.Code);
            Assert.Equal(Enumerable.Range(recorded + 1, number - recorded - 1).Select(n => StepRules.NameOf((Step)n)), outcome.Refusal!.Missing());
        }
        else
        {
            // The solution may be revised until it is answered.
            Assert.Equal(attempted == Step.Solve && recorded == 5 ? null : "complaint.step-already-recorded", outcome.Refusal?.Code);
        }
    });

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public void Without_an_answer_a_complaint_closes_only_after_three_documented_attempts(int recorded)
    {
        var course = After(recorded);
        for (var attempts = 0; attempts < 3; attempts++)
        {
            var refusal = course.Close("li", Noon).Refusal;
            Assert.Equal("complaint.close-needs-answer", refusal?.Code);
            Assert.Equal("confirm", refusal!.Missing()[^1]);
            course = course.Attempt("phone", "nobody answered", "li", Noon.AddHours(attempts)).Value;
        }

        Assert.Equal(ClosingGround.CustomerNotReached, course.Close("li", Noon).Value.Closings[0].Ground);
    }

    // S4: what the closing left out is not made up for, and the review once.
    [Fact]
    public void After_a_closing_without_an_answer_nothing_is_left_once_it_is_reviewed()
    {
        var course = After(2);
        for (var i = 0; i < 3; i++) course = course.Attempt("phone", "nobody answered", "li", Noon).Value;
        var closed = course.Close("li", Noon).Value;
        Assert.Equal(Step.Review, closed.NextStep);
        var reviewed = Done(closed, Step.Review);
        Assert.Equal((null, 3), (reviewed.NextStep, Enum.GetValues<Step>().Count(reviewed.IsDone)));
    }

    // C20: what is open ends, and a version from before that was so reads it too; one from in between told of it in another way.
    [Theory]
    [InlineData("""{"receivedAt":"2026-03-02T12:00:00+00:00","closings":[{"round":1,"ground":"customer-not-reached","by":"system","at":"2026-03-02T12:00:00+00:00","isErasure":true}]}""", ClosingGround.CustomerErased)]
    [InlineData("""{"receivedAt":"2026-03-02T12:00:00+00:00","closings":[{"round":1,"ground":"customer-erased","by":"system","at":"2026-03-02T12:00:00+00:00"}]}""", ClosingGround.CustomerErased)]
    [InlineData("""{"receivedAt":"2026-03-02T12:00:00+00:00","closings":[{"round":1,"ground":"customer-not-reached","by":"li","at":"2026-03-02T12:00:00+00:00"}]}""", ClosingGround.CustomerNotReached)]
    public void What_a_closing_rests_on_is_read_as_it_was_stored(string stored, ClosingGround ground)
    {
        var course = JsonSerializer.Deserialize<ComplaintCourse>(stored, CourseJson.Options)!;
        Assert.Equal(ground, course.Closings[0].Because);
        Assert.Equal(ground == ClosingGround.CustomerErased, ReviewChase.DueAt(course) is null);
    }

    // C20: whatever is changed has another version, and others are told of it.
    [Fact]
    public void What_is_erased_once_more_is_what_it_was()
    {
        var complaint = Complaint.Open(ComplaintNumber.FromValue(1), new ComplaintData(IntakeChannel.Hotline, ComplaintCategory.Quality, "Broken") { ReceivedAt = Noon }, "li");
        foreach (var step in Enum.GetValues<Step>().Where(step => step < Step.Confirm)) Assert.Null(complaint.Record(Sample(step), "li", Noon));
        Assert.Null(complaint.Attempt("phone", "nobody answered", "li", Noon));
        Assert.Null(complaint.Escalate("he shouts", "li", Noon, 1, null));
        complaint.Erase();
        complaint.EndWithErasure(Noon.AddHours(1));
        var (course, log, assignments) = (complaint.Course, complaint.ClockLog, complaint.Assignments);
        complaint.Erase();
        complaint.EndWithErasure(Noon.AddHours(2));
        Assert.Equal((true, true, true), (ReferenceEquals(course, complaint.Course), ReferenceEquals(log, complaint.ClockLog), ReferenceEquals(assignments, complaint.Assignments)));
        Assert.DoesNotContain("customer-erased", JsonSerializer.Serialize(course, CourseJson.Options));
    }

    [Fact]
    public void Attempts_before_the_customer_was_reached_do_not_count_any_more()
    {
        var course = After(4);
        for (var i = 0; i < 3; i++)
            course = course.Attempt("phone", "busy", "li", Noon.AddMinutes(i)).Value;
        course = course.Record(Sample(Step.Solve), "li", Noon.AddHours(1)).Value;
        Assert.Equal("complaint.close-needs-answer", course.Close("li", Noon.AddHours(2)).Refusal?.Code);
    }

    // S4: whoever is tried three times within a minute was tried once.
    [Theory]
    [InlineData(new[] { 0, 1, 2 }, 1, 240)]
    [InlineData(new[] { 0, 240, 480 }, 3, 720)]
    [InlineData(new[] { 0, 120, 240, 479 }, 2, 480)]
    [InlineData(new[] { 480, 0, 240 }, 3, 720)]
    public void Attempts_count_only_when_they_lie_apart(int[] minutes, int counting, int next)
    {
        var course = minutes.Aggregate(new ComplaintCourse(Noon), (course, at) => course.Attempt("phone", "busy", "li", Noon.AddMinutes(at)).Value);
        var apart = TimeSpan.FromHours(4);
        Assert.Equal(new AttemptTally(counting, Noon.AddMinutes(next)), course.AttemptsThatCount(apart));
        Assert.Equal(counting == 3 ? null : "complaint.close-needs-answer", course.Close("li", Noon.AddHours(9), apart: apart).Refusal?.Code);
        Assert.Equal(new AttemptTally(0, null), course.Hear(Noon.AddHours(9)).AttemptsThatCount(apart));
    }

    // S4: who was heard can be reached; a version from before that was written down reads it as never.
    [Theory]
    [InlineData(null, 3)]
    [InlineData(-1, 3)]
    [InlineData(90, 1)]
    [InlineData(150, 0)]
    public void Attempts_before_the_customer_said_something_do_not_count_any_more(int? minutes, int counting)
    {
        var course = new ComplaintCourse(Noon);
        for (var i = 0; i <= 3; i++)
        {
            if (minutes is { } at && at <= i * 60 && at > (i - 1) * 60) course = course.Hear(Noon.AddMinutes(at));
            if (i < 3) course = course.Attempt("phone", "busy", "li", Noon.AddHours(i)).Value;
        }

        Assert.Equal(counting, course.AttemptsThatCount().Count);
        Assert.Equal(counting == 3, course.Close("li", Noon.AddHours(4)).IsAccepted);
        var stored = JsonSerializer.Serialize(course, CourseJson.Options);
        Assert.Equal(counting, JsonSerializer.Deserialize<ComplaintCourse>(stored, CourseJson.Options)!.AttemptsThatCount().Count);
        Assert.Equal(counting < 3, stored.Contains("heardAt", StringComparison.Ordinal));
    }

    // S4, S9: whoever complains again while they are looked for can be reached.
    [Fact]
    public void Attempts_before_the_customer_complained_again_do_not_count_any_more()
    {
        var (root, again) = (Opened(Noon), Opened(Noon.AddHours(2)));
        for (var i = 0; i < 3; i++) Assert.Null(root.Attempt("phone", "busy", "li", Noon.AddMinutes(i)));
        Assert.Null(again.MergeInto(root, [root, again], null, Noon.AddHours(3)));
        Assert.Equal("complaint.close-needs-answer", root.Close("li", Noon.AddHours(3), null, TimeSpan.Zero)?.Code);
        for (var i = 0; i < 3; i++) Assert.Null(root.Attempt("phone", "busy", "li", Noon.AddHours(3)));
        Assert.Null(root.Close("li", Noon.AddHours(3), null, TimeSpan.Zero));
    }

    // S4, C17: history teaches nothing any more; what is done here does.
    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public void What_was_closed_in_another_system_is_reviewed_once_it_was_reopened_here(bool closedThere, bool reopened, bool chased)
    {
        var complaint = Opened(Noon, imported: true);
        if (closedThere) complaint.ClosedElsewhere("li", Noon.AddDays(1));
        if (reopened) Assert.Null(complaint.Reopen("It is back", "li", Noon.AddDays(2)));
        Assert.Null(complaint.ChaseAt);
        if (!closedThere || reopened)
        {
            for (var i = 0; i < 3; i++) Assert.Null(complaint.Attempt("phone", "busy", "li", Noon.AddDays(2)));
            Assert.Null(complaint.Close("li", Noon.AddDays(2), null, TimeSpan.Zero));
        }

        Assert.Equal(chased ? Noon.AddDays(16) : null, complaint.ChaseAt);
    }

    private static Complaint Opened(DateTimeOffset at, bool imported = false) =>
        Complaint.Open(ComplaintNumber.FromValue(1), new ComplaintData(IntakeChannel.Hotline, ComplaintCategory.Quality, "Broken") { ReceivedAt = at, IsImported = imported }, "li");

    [Fact]
    public void A_customer_who_is_not_satisfied_gets_another_solution_or_is_told_of_further_recourse()
    {
        var course = After(5).Record(new AnswerRecord(CustomerAnswer.Dissatisfied, "not good enough"), "li", Noon).Value;
        Assert.Equal(Step.Solve, course.NextStep);
        Assert.Equal([Step.Listen, Step.Thank, Step.Apologise, Step.Promise], Enum.GetValues<Step>().Where(course.IsDone));
        Assert.Equal(6, Enum.GetValues<Step>().Count(course.Close("li", Noon, "the ombudsman").Value.IsDone));
        Assert.Equal(ComplaintStatus.Investigating, course.Status);
        Assert.Equal("complaint.customer-not-satisfied", course.Close("li", Noon).Refusal?.Code);
        Assert.Equal("the ombudsman", course.Close("li", Noon, "the ombudsman").Value.Closings[0].Recourse);

        var again = Done(course, Step.Solve);
        Assert.Equal(Step.Confirm, again.NextStep);
        Assert.Null(again.Answer);
        Assert.Equal("complaint.close-needs-answer", again.Close("li", Noon).Refusal?.Code);
        Assert.True(Done(again, Step.Confirm).Close("li", Noon).IsAccepted);
    }

    [Fact]
    public void A_closed_complaint_takes_no_step_but_the_review()
    {
        var closed = After(6).Close("li", Noon).Value;
        foreach (var step in Enum.GetValues<Step>().Where(step => step != Step.Review))
            Assert.Equal("complaint.closed", closed.Record(Sample(step), "li", Noon).Refusal?.Code);
        Assert.Equal("complaint.closed", closed.Close("li", Noon).Refusal?.Code);
        Assert.Equal("complaint.closed", closed.Attempt("phone", "x", "li", Noon).Refusal?.Code);
        Assert.Equal("complaint.closed", closed.Escalate("x", "li", Noon).Refusal?.Code);
    }

    [Fact]
    public void The_review_follows_within_thirty_days_and_later_has_to_say_why()
    {
        var closed = After(6).Close("li", Noon).Value;
        Assert.True(closed.Record(Sample(Step.Review), "li", Noon.AddDays(30)).IsAccepted);
        Assert.Equal("complaint.review-too-late", closed.Record(Sample(Step.Review), "li", Noon.AddDays(30).AddTicks(1)).Refusal?.Code);
        Assert.True(closed.Record(new ReviewRecord("x", "li", "the laboratory took six weeks"), "li", Noon.AddDays(45)).IsAccepted);
    }

    [Fact]
    public void The_missing_review_is_chased_until_it_is_there()
    {
        var closed = After(6).Close("li", Noon).Value;
        Assert.Equal([14, 25, 30], Enumerable.Range(0, 3).Select(sent => (int)(ReviewChase.Next(closed, sent)!.Value - Noon).TotalDays));
        Assert.Null(ReviewChase.Next(closed, 3));
        Assert.Null(ReviewChase.DueAt(After(6)));
        Assert.Null(ReviewChase.DueAt(Done(closed, Step.Review)));
        Assert.Null(ReviewChase.Next(closed.Reopen("again", "li", Noon).Value, 0));
    }

    [Fact]
    public void A_review_may_also_come_before_the_closing_but_not_before_the_answer()
    {
        Assert.True(After(7).Close("li", Noon).IsAccepted);
        Assert.Equal(["confirm"], After(5).Record(Sample(Step.Review), "li", Noon).Refusal!.Missing());
    }

    [Fact]
    public void A_reopened_complaint_is_listened_to_anew()
    {
        var reopened = After(6).Close("li", Noon).Value.Reopen("it broke again", "customer", Noon.AddDays(3)).Value;
        Assert.Equal((2, ComplaintStatus.Reopened, Step.Listen), (reopened.Round, reopened.Status, reopened.NextStep!.Value));
        Assert.Equal(["listen"], reopened.Record(Sample(Step.Thank), "li", Noon).Refusal!.Missing());
        Assert.Equal("complaint.close-needs-answer", reopened.Close("li", Noon).Refusal?.Code);
        Assert.Equal("complaint.not-closed", reopened.Reopen("x", "li", Noon).Refusal?.Code);
    }

    [Fact]
    public void An_escalation_shows_until_it_is_handed_back_or_the_complaint_closes()
    {
        var escalated = After(4).Escalate("two days late", "system", Noon).Value;
        Assert.Equal((ComplaintStatus.Escalated, ComplaintStatus.Investigating), (escalated.Status, escalated.Stage));
        Assert.Equal(ComplaintStatus.Investigating, escalated.EndEscalation(Noon).Status);
        Assert.Equal("complaint.reason-missing", escalated.Escalate(" ", "li", Noon).Refusal?.Code);

        var closed = Done(Done(escalated, Step.Solve), Step.Confirm).Close("li", Noon).Value;
        Assert.Equal(ComplaintStatus.Closed, closed.Status);
        Assert.Equal(ComplaintStatus.Reopened, closed.Reopen("again", "li", Noon).Value.Status);
    }

    [Fact]
    public void Acknowledging_and_assessing_show_before_the_first_step()
    {
        var course = new ComplaintCourse(Noon).Acknowledge(Noon);
        Assert.Equal(ComplaintStatus.Acknowledged, course.Status);
        Assert.Equal(ComplaintStatus.Assessed, course.Assess(Noon).Status);
        Assert.Equal(ComplaintStatus.Assessed, Done(course.Assess(Noon), Step.Listen).Status);
        Assert.Equal(Noon, course.Acknowledge(Noon.AddDays(1)).AcknowledgedAt);
    }

    private static Gen<(int Recorded, Step Attempted)> Steps() => Gen.Select(Gen.Int[0, 7], Gen.Enum<Step>());

    private static ComplaintCourse After(int steps) =>
        Enumerable.Range(1, steps).Aggregate(new ComplaintCourse(Noon.AddDays(-1)), (course, step) => Done(course, (Step)step));

    private static ComplaintCourse Done(ComplaintCourse course, Step step) => course.Record(Sample(step), "li", Noon).Value;

    internal static StepRecord Sample(Step step) => step switch
    {
        Step.Listen => new ListenRecord("The parcel came late and open."),
        Step.Thank => new ThankRecord("We would not have known."),
        Step.Apologise => new ApologyRecord(ApologyGround.OurFault, "We are sorry; we packed it badly."),
        Step.Promise => new PromiseRecord("A new one leaves today.", Noon.AddHours(6)),
        Step.Solve => new SolutionRecord("Replacement, and better tape.", [new TimetableEntry("sent", Noon.AddDays(60))]),
        Step.Confirm => new AnswerRecord(CustomerAnswer.Satisfied, "Fine, thank you."),
        _ => new ReviewRecord("Tape is checked at the gate.", "wang"),
    };
}
