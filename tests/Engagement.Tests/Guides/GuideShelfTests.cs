using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Guides;

namespace CrmPlatform.Engagement.Tests.Guides;

public class GuideShelfTests
{
    private static readonly DateTimeOffset Noon = At.Time("2026-03-02T12:00Z");
    private static readonly Guide First = GuideShelf.Seed.For(RelationshipStage.Stranger, ActivityPurpose.Sales)!;

    private static Guide Second => First with
    {
        Version = 2,
        Questions = [new GuideQuestion("new", QuestionType.Need, QuestionForm.Open, Text("What is new?"), First.Questions[0].Readings), .. First.Questions],
    };

    private static LocalText Text(string english) => new(new Dictionary<string, string> { ["en"] = english });

    [Fact]
    public void A_running_call_keeps_the_version_it_began_with()
    {
        var shelf = GuideShelf.Seed;
        var running = CallProgress.Begin(shelf.For(RelationshipStage.Stranger, ActivityPurpose.Sales)!);
        shelf = shelf.Publish(Second);

        var itsGuide = shelf.Find(running.Guide)!;
        Assert.Equal(1, itsGuide.Version);
        Assert.Equal("concern", NextQuestion.Of(itsGuide, running, new()).Question!.Id);
        Assert.Throws<ArgumentException>(() => NextQuestion.Of(Second, running, new()));
        Assert.Throws<ArgumentException>(() => running.Answer(Second, new("new", null, null, Noon), []));

        var fresh = CallProgress.Begin(shelf.For(RelationshipStage.Stranger, ActivityPurpose.Sales)!);
        Assert.Equal(2, fresh.Guide.Version);
        Assert.Equal("new", NextQuestion.Of(Second, fresh, new()).Question!.Id);
    }

    [Fact]
    public void Versions_follow_each_other_and_are_never_overwritten()
    {
        Assert.Throws<ArgumentException>(() => GuideShelf.Seed.Publish(First));
        Assert.Throws<ArgumentException>(() => GuideShelf.Seed.Publish(First with { Version = 3 }));
        Assert.Equal(GuideShelf.Seed.All.Count() + 1, GuideShelf.Seed.Publish(Second).All.Count());
    }

    [Fact]
    public void A_faulty_guide_is_refused_and_each_fault_is_named_with_its_place()
    {
        GuideQuestion Question(string id, string text, AskedAfter? after = null, params string[] readings) => new(
            id, QuestionType.Need, QuestionForm.Open, Text(text),
            [.. readings.Select(reading => new AnswerReading(reading, Text(reading), new Dictionary<ManLetter, CapitalMark>(), new Dictionary<string, IReadOnlyList<string>>()))], after);

        var faulty = First with
        {
            Version = 2,
            Script = [.. First.Script.Where(line => line.Step != CallStep.Appointment)],
            Questions =
            [
                Question("a", "Can you?"),
                Question("b", "What?", new("b", []), "x", "x"),
                Question("c", "What?", new("d", []), "y"),
                Question("d", "What?", new("c", ["z"])),
                Question("e", "What?", new("nowhere", [])),
                Question("e", "What?"),
            ],
            Objections = [First.Objections[0] with { Branches = [.. First.Objections[0].Branches.Skip(1)] }],
        };
        Assert.Equal(
        [
            "guide.question-repeated at e",
            "guide.step-without-line at Appointment",
            "guide.form-not-as-worded at a/en",
            "guide.reading-repeated at b/x",
            "guide.after-unknown at b",
            "guide.after-in-circles at b",
            "guide.after-in-circles at c",
            "guide.after-reading-unknown at d",
            "guide.after-in-circles at d",
            "guide.after-unknown at e",
            "guide.operation-not-once at no-time/Subtract",
        ], GuideFaults.Of(faulty).Select(fault => fault.ToString()));
        Assert.Throws<ArgumentException>(() => GuideShelf.Seed.Publish(faulty));
    }

    [Fact]
    public void A_guide_survives_being_written_and_read()
    {
        foreach (var guide in GuideShelf.Seed.All)
        {
            var text = DomainData.Write(guide);
            Assert.Equal(text, DomainData.Write(DomainData.Read<Guide>(text)));
            Assert.Contains("\"zh-Hant\"", text);
        }
    }
}
