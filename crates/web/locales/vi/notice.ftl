notices-about = Những gì chúng tôi đã báo về hồ sơ của ông/bà, mới nhất ở trên.
notices-none = Chưa có thông báo nào. Khi hồ sơ có tin mới, tin hiện ở đây.
notices-new = Chưa đọc
notices-open = Xem hồ sơ
notices-all = Đánh dấu đã đọc tất cả
notices-line = { $moment } · hồ sơ { $number }
notices-newer-words = Bản này của hệ thống chưa đọc được nội dung tin. Xin xem ở trang hồ sơ.
