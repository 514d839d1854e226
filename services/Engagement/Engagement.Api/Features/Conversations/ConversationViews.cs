using CrmPlatform.Engagement.Domain.Guides;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Features.Conversations;

/// <summary>Shows a guided call with its guide, in the language asked for.</summary>
internal static class ConversationViews
{
    public static ConversationView Of(Conversation c, Guide guide, Language language)
    {
        var man = c.Known.With(ManPicture.Findings(guide, c.Progress.Answers));
        var done = c.Preparation?.Done ?? [];
        return new ConversationView(
            c.Id, c.CustomerId, c.OwnerId, guide.Key, guide.Version, c.Purpose, c.State, c.Step, c.Customer, FourCState.WorksFor(c.Customer),
            [.. guide.Script.Where(line => line.Step == c.Step).Select(line => new ScriptLineView(line.Id, line.Occasion, line.Text.In(language)))],
            Next(NextQuestion.Of(guide, c.Progress, c.Known), language), new ManView(man.Money, man.Authority, man.Need), c.Progress.CompetitorNamed,
            [.. c.Progress.Answers.Select(answer => new AnswerView(answer.QuestionId, answer.ReadingId, answer.Words, answer.At))],
            [.. c.Objections.Select(met => new MetObjectionView(met.ObjectionId, met.Words, met.Operation, met.At))],
            c.Preparation is { } p ? new PreparationBody(p.Done, p.LikelyNeeds, p.KeyPerson, p.LongTermGoal) : null,
            [.. guide.Preparation.Where(item => !done.Contains(item.Id)).Select(item => item.Id)], c.Cues, PersonalityDictionary.Default.Judge([.. c.Cues])?.Key,
            c.BeganAt, c.EndedAt, c.CallId, c.Version);
    }

    public static NextQuestionView Next(NextQuestion next, Language language) => new(
        next.Question is { } question
            ? new QuestionView(question.Id, question.Type, question.Form, question.Text.In(language), [.. question.Readings.Select(reading => new ReadingView(reading.Id, reading.Text.In(language)))])
            : null,
        next.Reason, Terms.Name(next.Reason, language), next.Lacks);

    public static ObjectionCardView? Card(ObjectionCard? card, Language language) => card is null ? null : new ObjectionCardView(
        card.Id, card.Says.In(language), [.. card.Branches.OrderBy(branch => branch.Operation).Select(branch => new BranchView(branch.Operation, branch.Text.In(language), branch.ForOurselves))], card.ReturnTo);
}
