namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>E4: the eight types of question.</summary>
public enum QuestionType
{
    Qualification,
    Need,
    Decision,
    Budget,
    Competitor,
    Deadline,
    Closing,
    OfferingInformation,
}

/// <summary>E4: whether a question lets the customer talk or answer in a word.</summary>
public enum QuestionForm
{
    Open,
    Closed,
    Unrecognised,
}

/// <summary>E3: the steps of a call.</summary>
public enum CallStep
{
    Identity,
    Purpose,
    Appointment,
    Objection,
    Farewell,
}

/// <summary>E3: what the calls of a stage are to reach, one after the other.</summary>
public enum CallAim
{
    RouseInterest,
    WinTrust,
    MutualContract,
}

/// <summary>E3: what is got ready before a call.</summary>
public enum PreparationKind
{
    Data,
    LikelyNeeds,
    KeyPerson,
    LongTermGoal,
}

/// <summary>To whom, or when, a line of the script is said.</summary>
public enum LineOccasion
{
    Always,
    Gatekeeper,
    Referred,
    KnownContact,
    NotReached,
}

/// <summary>E4: the four operations on an objection (加减乘除).</summary>
public enum ObjectionOperation
{
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// <summary>E4: aids to asking.</summary>
public enum AskingAid
{
    Preface,
    CounterQuestion,
    Silence,
}

/// <summary>E4: aids to listening.</summary>
public enum ListeningAid
{
    Confirm,
    Clarify,
    GiveBack,
    Note,
    JudgePersonality,
}

/// <summary>E1: why somebody is called, visited or written to.</summary>
public enum ActivityPurpose
{
    Complaint,
    Information,
    Logistics,
    Care,
    Objection,
    Sales,
    Survey,
}
