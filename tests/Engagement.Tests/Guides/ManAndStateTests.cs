using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Guides;

namespace CrmPlatform.Engagement.Tests.Guides;

public class ManAndStateTests
{
    private static readonly DateTimeOffset Noon = At.Time("2026-03-02T12:00Z");
    private static readonly Guide Guide = GuideShelf.Seed.For(RelationshipStage.Stranger, ActivityPurpose.Sales)!;

    [Theory]
    [InlineData("", "???")]
    [InlineData("concern=problem", "??N")]
    [InlineData("concern=no-use", "??n")]
    [InlineData("concern=satisfied", "???")]
    [InlineData("who-decides=other budget-plan=none concern=problem", "maN")]
    [InlineData("who-decides=alone budget-plan=planned concern=problem", "MAN")]
    [InlineData("budget-plan=none set-aside=yes", "M??")] // the later answer holds
    [InlineData("set-aside=yes budget-plan=none", "m??")]
    [InlineData("concern=problem more-urgent=no", "??N")] // an answer that shows nothing takes nothing back
    [InlineData("budget-plan", "???")] // passed over
    public void Answers_become_evidence(string answers, string picture)
    {
        var given = answers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((answer, i) =>
        {
            var parts = answer.Split('=');
            return new GivenAnswer(parts[0], parts.Length > 1 ? parts[1] : null, null, Noon.AddMinutes(i));
        }).ToList();
        var found = new ManPicture().With(ManPicture.Findings(Guide, given));
        Assert.Equal(picture, string.Concat(Enum.GetValues<ManLetter>().Select(letter => found[letter] switch
        {
            CapitalMark.Present => $"{letter}"[..1],
            CapitalMark.Absent => $"{letter}"[..1].ToLowerInvariant(),
            _ => "?",
        })));
    }

    [Fact]
    public void Evidence_names_the_question_the_reading_and_the_time()
    {
        var finding = Assert.Single(ManPicture.Findings(Guide, [new("who-decides", "other", "that is my boss", Noon)]));
        Assert.Equal(new ManFinding(ManLetter.Authority, CapitalMark.Absent, "who-decides", "other", Noon), finding);
    }

    [Fact]
    public void What_a_call_does_not_speak_of_stays_as_it_was()
    {
        var before = new ManPicture(CapitalMark.Absent, CapitalMark.Present, CapitalMark.Unknown);
        var after = before.With(ManPicture.Findings(Guide, [new("concern", "problem", null, Noon)]));
        Assert.Equal(new ManPicture(CapitalMark.Absent, CapitalMark.Present, CapitalMark.Present), after);
        Assert.Empty(after.Missing);
        Assert.Equal([ManLetter.Need], before.Missing);
    }

    [Theory]
    [InlineData("budget-plan", "there is no budget left", "none")] // the longer cue wins over "budget"
    [InlineData("budget-plan", "yes, we have a budget", "planned")]
    [InlineData("budget-plan", "今年没有预算了", "none")]
    [InlineData("who-decides", "要看總部", "other")]
    [InlineData("budget-plan", "nobody nowhere", null)] // no cue within a word
    [InlineData("budget-plan", "", null)]
    public void A_reading_is_suggested_by_its_cues(string question, string words, string? reading) =>
        Assert.Equal(reading, Readings.Suggest(Guide.Find(question)!, words)?.Id);

    [Theory]
    [InlineData("Sorry, I am busy right now", "no-time")]
    [InlineData("你先发资料给我吧", "send-material")]
    [InlineData("我們已經有供應商了", "have-supplier")]
    [InlineData("Good morning", null)]
    public void An_objection_is_recognised_by_its_cues(string words, string? objection) => Assert.Equal(objection, Readings.Recognise(Guide, words)?.Id);

    [Theory]
    [InlineData(FourC.Confused, FourCSignal.NeedRecognised, FourC.Clear)]
    [InlineData(FourC.Confused, FourCSignal.WorrySettled, FourC.Confused)]
    [InlineData(FourC.Confused, FourCSignal.Agreed, FourC.Confused)] // no step is left out
    [InlineData(FourC.Clear, FourCSignal.WorrySettled, FourC.Comfort)]
    [InlineData(FourC.Clear, FourCSignal.Agreed, FourC.Clear)]
    [InlineData(FourC.Comfort, FourCSignal.Agreed, FourC.Contract)]
    [InlineData(FourC.Comfort, FourCSignal.WorryRaised, FourC.Clear)]
    [InlineData(FourC.Contract, FourCSignal.WorryRaised, FourC.Clear)]
    [InlineData(FourC.Contract, FourCSignal.LostTheThread, FourC.Confused)]
    [InlineData(FourC.Clear, FourCSignal.WorryRaised, FourC.Clear)]
    public void The_customer_is_led_one_state_at_a_time_and_may_fall_back(FourC state, FourCSignal signal, FourC after) =>
        Assert.Equal(after, FourCState.After(state, signal));

    [Fact]
    public void Working_for_the_right_signal_leads_to_the_contract()
    {
        var (state, steps) = (FourC.Confused, 0);
        for (; FourCState.WorksFor(state) is { } signal; steps++) state = FourCState.After(state, signal);
        Assert.Equal((FourC.Contract, 3), (state, steps));
    }

    [Theory]
    [InlineData(CallStep.Identity, CallTurn.Listening, 0, CallStep.Purpose)]
    [InlineData(CallStep.Identity, CallTurn.PutThrough, 0, CallStep.Identity)]
    [InlineData(CallStep.Purpose, CallTurn.Listening, 0, CallStep.Appointment)]
    [InlineData(CallStep.Purpose, CallTurn.Objected, 1, CallStep.Objection)]
    [InlineData(CallStep.Appointment, CallTurn.Objected, 3, CallStep.Objection)]
    [InlineData(CallStep.Appointment, CallTurn.Objected, 4, CallStep.Farewell)] // a no said politely
    [InlineData(CallStep.Objection, CallTurn.ObjectionSettled, 1, CallStep.Appointment)]
    [InlineData(CallStep.Appointment, CallTurn.Agreed, 0, CallStep.Farewell)]
    [InlineData(CallStep.Appointment, CallTurn.Listening, 0, CallStep.Appointment)]
    [InlineData(CallStep.Identity, CallTurn.Agreed, 0, CallStep.Identity)]
    [InlineData(CallStep.Objection, CallTurn.Declined, 1, CallStep.Farewell)]
    [InlineData(CallStep.Farewell, CallTurn.Objected, 1, CallStep.Farewell)]
    public void A_call_goes_from_identity_to_the_appointment_over_objections(CallStep step, CallTurn turn, int objections, CallStep next) =>
        Assert.Equal(next, CallFlow.Next(step, turn, objections));

    [Theory]
    [InlineData("speaks-fast asks-result to-the-point", "eagle")]
    [InlineData("asks-figures takes-notes pauses", "owl")]
    [InlineData("avoids-no speaks-slowly consults soft", "dove")]
    [InlineData("laughs small-talk loud enthusiastic", "peacock")]
    [InlineData("asks-result to-the-point", null)] // two signs are no judgement
    [InlineData("asks-result asks-result unheard-of to-the-point", null)]
    [InlineData("", null)]
    public void A_personality_is_judged_from_three_signs_on(string cues, string? type) =>
        Assert.Equal(type, PersonalityDictionary.Default.Judge(cues.Split(' ', StringSplitOptions.RemoveEmptyEntries))?.Key);

    [Fact]
    public void A_tie_is_no_judgement()
    {
        var even = new PersonalityDictionary(1, PersonalityDictionary.Default.Types,
            [.. "abc".Select(id => new PersonalityCue($"{id}", PersonalityDictionary.Default.Cues[0].Text, new Dictionary<string, int> { ["eagle"] = 1, ["owl"] = 1 }))]);
        Assert.Null(even.Judge(["a", "b", "c"]));
        Assert.Equal(3, even.Rank(["a", "b", "c"])[0].Points);
    }

    [Fact]
    public void The_dictionary_knows_only_its_own_types()
    {
        var keys = PersonalityDictionary.Default.Types.Select(type => type.Key).ToHashSet();
        Assert.Equal(4, keys.Count);
        Assert.All(PersonalityDictionary.Default.Cues, cue => Assert.Empty(cue.Points.Keys.Except(keys)));
        Assert.All(keys, key => Assert.True(PersonalityDictionary.Default.Cues.Count(cue => cue.Points.GetValueOrDefault(key) > 0) >= 5, key));
    }
}
