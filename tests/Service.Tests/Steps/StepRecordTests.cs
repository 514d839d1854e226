using CrmPlatform.Service.Domain.Steps;

namespace CrmPlatform.Service.Tests.Steps;

public sealed class StepRecordTests
{
    private static readonly DateTimeOffset Noon = ComplaintCourseTests.Noon;

    public static TheoryData<string, string> Incomplete => new()
    {
        { "listen", "restatement" },
        { "thank", "reason" },
        { "apologise", "words" },
        { "promise", "action,by" },
        { "solve", "solution,timetable" },
        { "solve-lines", "timetable[0].what,timetable[1].by" },
        { "confirm", "answer,words" },
        { "review", "whatWillChange,responsible" },
        { "long", "restatement" },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void A_record_without_its_fields_is_refused_and_all_are_named(string which, string fields)
    {
        StepRecord record = which switch
        {
            "listen" => new ListenRecord("  "),
            "thank" => new ThankRecord(""),
            "apologise" => new ApologyRecord(ApologyGround.CustomerFeelings, ""),
            "promise" => new PromiseRecord("", Noon),
            "solve" => new SolutionRecord("", []),
            "solve-lines" => new SolutionRecord("x", [new TimetableEntry("", Noon), new TimetableEntry("x", Noon.AddTicks(-1))]),
            "confirm" => new AnswerRecord((CustomerAnswer)9, ""),
            "review" => new ReviewRecord("", ""),
            _ => new ListenRecord(new string('x', 4_001)),
        };

        var refusal = record.Check(Noon);
        Assert.Equal("complaint.step-incomplete", refusal?.Code);
        Assert.Equal(fields.Split(','), refusal!.FieldNames());
    }

    [Fact]
    public void A_complete_record_of_each_step_is_taken() =>
        Assert.All(Enum.GetValues<Step>(), step => Assert.Null(ComplaintCourseTests.Sample(step).Check(Noon)));

    [Fact]
    public void Order_is_judged_before_the_fields_so_that_nobody_fills_in_the_wrong_form()
    {
        var course = new ComplaintCourse(Noon);
        Assert.Equal("complaint.step-out-of-order", course.Record(new ThankRecord(""), "li", Noon).Refusal?.Code);
        Assert.Equal("complaint.step-incomplete", course.Record(new ListenRecord(""), "li", Noon).Refusal?.Code);
    }
}
