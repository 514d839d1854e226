using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>E4: the eight types of question.</summary>
public enum QuestionType
{
    [Names("Qualification", "资格", "資格")] Qualification,
    [Names("Need", "需求", "需求")] Need,
    [Names("Decision", "决策", "決策")] Decision,
    [Names("Budget", "预算", "預算")] Budget,
    [Names("Competitor", "竞争对手", "競爭對手")] Competitor,
    [Names("Deadline", "时间期限", "時間期限")] Deadline,
    [Names("Closing", "成交", "成交")] Closing,
    [Names("Offering information", "提供信息", "提供資訊")] OfferingInformation,
}

/// <summary>E4: whether a question lets the customer talk or answer in a word.</summary>
public enum QuestionForm
{
    [Names("Open", "开放式", "開放式")] Open,
    [Names("Closed", "封闭式", "封閉式")] Closed,
    [Names("Not recognised", "未识别", "未識別")] Unrecognised,
}

/// <summary>E3: the steps of a call.</summary>
public enum CallStep
{
    [Names("Identity", "表明身份", "表明身份")] Identity,
    [Names("Purpose", "说明目的", "說明目的")] Purpose,
    [Names("Appointment", "约定会面", "約定會面")] Appointment,
    [Names("Objections", "处理异议", "處理異議")] Objection,
    [Names("Farewell", "结束通话", "結束通話")] Farewell,
}

/// <summary>E3: what the calls of a stage are to reach, one after the other.</summary>
public enum CallAim
{
    [Names("Rouse interest", "引起兴趣", "引起興趣")] RouseInterest,
    [Names("Win trust", "赢得信任", "贏得信任")] WinTrust,
    [Names("A contract that profits both", "达成双赢合同", "達成雙贏合同")] MutualContract,
}

/// <summary>E3: what is got ready before a call.</summary>
public enum PreparationKind
{
    [Names("Data", "客户资料", "客戶資料")] Data,
    [Names("Likely needs", "可能的需求", "可能的需求")] LikelyNeeds,
    [Names("Key person", "关键人物", "關鍵人物")] KeyPerson,
    [Names("Long-term goal", "长期目标", "長期目標")] LongTermGoal,
}

/// <summary>To whom, or when, a line of the script is said.</summary>
public enum LineOccasion
{
    [Names("Always", "通用", "通用")] Always,
    [Names("To a gatekeeper", "对前台或秘书", "對前台或秘書")] Gatekeeper,
    [Names("After a referral", "经人推荐", "經人推薦")] Referred,
    [Names("To a known contact", "对已认识的人", "對已認識的人")] KnownContact,
    [Names("When not reached", "未接通", "未接通")] NotReached,
}

/// <summary>E4: the four operations on an objection (加减乘除).</summary>
public enum ObjectionOperation
{
    [Names("Add", "加法", "加法")] Add,
    [Names("Subtract", "减法", "減法")] Subtract,
    [Names("Multiply", "乘法", "乘法")] Multiply,
    [Names("Divide", "除法", "除法")] Divide,
}

/// <summary>E4: aids to asking.</summary>
public enum AskingAid
{
    [Names("Preface", "前奏", "前奏")] Preface,
    [Names("Counter-question", "反问", "反問")] CounterQuestion,
    [Names("Silence", "沉默", "沉默")] Silence,
}

/// <summary>E4: aids to listening.</summary>
public enum ListeningAid
{
    [Names("Confirm", "确认", "確認")] Confirm,
    [Names("Clarify", "澄清", "澄清")] Clarify,
    [Names("Give back", "反馈", "反饋")] GiveBack,
    [Names("Take notes", "记录", "記錄")] Note,
    [Names("Judge the personality", "判断性格", "判斷性格")] JudgePersonality,
}
