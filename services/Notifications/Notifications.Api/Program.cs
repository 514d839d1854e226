using CrmPlatform.ServiceDefaults.Hosting;

return CrmPlatform.Notifications.NotificationsHost.Build(args).RunService(args);
