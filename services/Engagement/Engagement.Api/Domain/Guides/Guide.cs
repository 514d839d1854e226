namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>Which guide, in which version: what a call remembers of the guide it began with.</summary>
internal sealed record GuideVersion(string Key, int Version);

/// <summary>E4: a script for one stage and purpose. Data, not code; a published version is never changed.</summary>
/// <param name="Goal">What the call is to reach.</param>
/// <param name="Questions">In the order in which they are asked where no rule says otherwise.</param>
internal sealed record Guide(
    string Key,
    int Version,
    RelationshipStage Stage,
    ActivityPurpose Purpose,
    CallAim Aim,
    LocalText Title,
    LocalText Goal,
    IReadOnlyList<PreparationItem> Preparation,
    IReadOnlyList<ScriptLine> Script,
    IReadOnlyList<GuideQuestion> Questions,
    IReadOnlyList<ObjectionCard> Objections)
{
    public GuideVersion Id => new(Key, Version);

    public GuideQuestion? Find(string questionId) => Questions.FirstOrDefault(question => question.Id == questionId);
}

/// <summary>E3: something to have ready before the call.</summary>
internal sealed record PreparationItem(string Id, PreparationKind Kind, LocalText Text);

/// <summary>E3: something to say. Braces hold what the caller fills in.</summary>
internal sealed record ScriptLine(string Id, CallStep Step, LocalText Text, LineOccasion Occasion = LineOccasion.Always);

/// <summary>E4: a question with what its answers may mean.</summary>
/// <param name="Form">As its words say it in every language.</param>
/// <param name="After">Asked only when this was answered so.</param>
internal sealed record GuideQuestion(
    string Id, QuestionType Type, QuestionForm Form, LocalText Text, IReadOnlyList<AnswerReading> Readings, AskedAfter? After = null)
{
    /// <summary>The letters of MAN that an answer may settle.</summary>
    public IEnumerable<ManLetter> Settles => Readings.SelectMany(reading => reading.Shows.Keys).Distinct();
}

/// <summary>A condition for asking: the question was answered, with one of these readings if any are named.</summary>
internal sealed record AskedAfter(string Question, IReadOnlyList<string> Readings);

/// <summary>E4: one way to understand an answer.</summary>
/// <param name="Shows">What it says of MAN; a letter it leaves out stays as unknown as it was.</param>
/// <param name="Cues">Words by language tag that suggest this reading; the caller decides.</param>
/// <param name="NamesCompetitor">The customer spoke of a competitor.</param>
internal sealed record AnswerReading(
    string Id,
    LocalText Text,
    IReadOnlyDictionary<ManLetter, CapitalMark> Shows,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Cues,
    bool NamesCompetitor = false);

/// <summary>E4: an objection with the four operations on it, and where the call goes on afterwards.</summary>
internal sealed record ObjectionCard(
    string Id,
    LocalText Says,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Cues,
    IReadOnlyList<ObjectionBranch> Branches,
    CallStep ReturnTo);

/// <summary>E4: what one operation makes of an objection.</summary>
/// <param name="ForOurselves">Reckoned by the caller and not said to the customer.</param>
internal sealed record ObjectionBranch(ObjectionOperation Operation, LocalText Text, bool ForOurselves = false);
