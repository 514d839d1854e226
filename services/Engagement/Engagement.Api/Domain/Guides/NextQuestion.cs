using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>Why a question is the next, or why there is none.</summary>
public enum NextQuestionReason
{
    [Names("Still unanswered", "尚未回答", "尚未回答")] StillUnanswered,
    [Names("Settles what MAN lacks", "补齐 MAN 缺项", "補齊 MAN 缺項")] SettlesMissingLetter,
    [Names("Next open question", "下一个开放式问题", "下一個開放式問題")] NextOpen,
    [Names("Next closed question", "下一个封闭式问题", "下一個封閉式問題")] NextClosed,
    [Names("Nothing left to ask", "没有可问的问题", "沒有可問的問題")] NothingLeft,
}

/// <summary>E4: the question to ask next.</summary>
/// <param name="Lacks">The letters of MAN it may settle that are unknown.</param>
internal sealed record NextQuestion(GuideQuestion? Question, NextQuestionReason Reason, IReadOnlyList<ManLetter> Lacks)
{
    /// <param name="known">What was known of the customer before this call; the call's own answers are added.</param>
    public static NextQuestion Of(Guide guide, CallProgress call, ManPicture known)
    {
        call.DemandGuide(guide);
        var picture = known.With(ManPicture.Findings(guide, call.Answers));
        List<ManLetter> Lacks(GuideQuestion question) => [.. question.Settles.Where(letter => picture[letter] == CapitalMark.Unknown).Order()];

        // E4: one question at a time.
        if (call.Outstanding is not null && guide.Find(call.Outstanding) is { } outstanding)
            return new(outstanding, NextQuestionReason.StillUnanswered, Lacks(outstanding));

        // E4: a competitor question is offered only after the customer named one.
        var askable = guide.Questions.Where(question => !call.IsAnswered(question.Id)
            && (question.Type != QuestionType.Competitor || call.CompetitorNamed)
            && IsDue(question.After, call)).ToList();
        if (askable.Count == 0) return new(null, NextQuestionReason.NothingLeft, []);

        // E4: open ones first; among equals what MAN still lacks, and closing only when the rest of its kind is said; then the
        // guide's own order.
        var next = askable
            .OrderBy(question => question.Form == QuestionForm.Open ? 0 : 1)
            .ThenBy(question => Lacks(question).Count > 0 ? 0 : 1)
            .ThenBy(question => question.Type == QuestionType.Closing ? 1 : 0)
            .First();
        var lacks = Lacks(next);
        var reason = lacks.Count > 0 ? NextQuestionReason.SettlesMissingLetter
            : next.Form == QuestionForm.Open ? NextQuestionReason.NextOpen : NextQuestionReason.NextClosed;
        return new(next, reason, lacks);
    }

    private static bool IsDue(AskedAfter? after, CallProgress call) =>
        after is null || call.Answers.Any(answer => answer.QuestionId == after.Question
            && (after.Readings.Count == 0 || (answer.ReadingId is not null && after.Readings.Contains(answer.ReadingId))));
}
