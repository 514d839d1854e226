using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Steps;

/// <summary>S4: the seven steps of handling a complaint, in their order.</summary>
public enum Step
{
    [Names("Listen and restate", "倾听并复述", "傾聽並複述")] Listen = 1,
    [Names("Thank and explain why", "致谢并说明原因", "致謝並說明原因")] Thank = 2,
    [Names("Apologise", "道歉", "道歉")] Apologise = 3,
    [Names("Promise immediate action", "承诺立即处理", "承諾立即處理")] Promise = 4,
    [Names("Solution and timetable", "解决方案与时间表", "解決方案與時間表")] Solve = 5,
    [Names("Confirm that the customer is satisfied", "确认客户满意", "確認客戶滿意")] Confirm = 6,
    [Names("Review so that it does not happen again", "检讨防止再犯", "檢討防止再犯")] Review = 7,
}
