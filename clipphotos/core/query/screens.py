"""By what a picture of a screen is known."""

from __future__ import annotations

SCREENSHOT_NAMES = (
    "screenshot",
    "screen shot",
    "screen_shot",
    "screencapture",
    "screen capture",
    "screengrab",
    "snipaste",
    "bildschirmfoto",
    "capture d’écran",
    "capture d'écran",
    "captura de pantalla",
    "captura de tela",
    "schermata",
    "снимок экрана",
    "スクリーンショット",
    "屏幕截图",
    "屏幕快照",
    "截屏",
    "截图",
    "螢幕截圖",
    "螢幕快照",
)
"""What systems and programs put into the names of such files."""

_WIDTH_HEIGHT = """
    1280x720 1280x800 1366x768 1440x900 1536x864 1600x900 1680x1050 1920x1080 1920x1200 2048x1152 2160x1440 2256x1504
    2304x1440 2560x1080 2560x1440 2560x1600 2560x1664 2736x1824 2880x1620 2880x1800 2880x1864 2880x1920 3000x2000
    3024x1964 3072x1920 3200x1800 3200x2000 3240x2160 3440x1440 3456x2234 3840x1600 3840x2160 3840x2400 4096x2304
    4480x2520 5120x1440 5120x2160 5120x2880 6016x3384
    960x640 1136x640 1334x750 1792x828 1920x1080 2208x1242 2340x1080 2436x1125 2532x1170 2556x1179 2622x1206 2688x1242
    2778x1284 2796x1290 2868x1320 1600x720 2160x1080 2220x1080 2244x1080 2280x1080 2310x1080 2400x1080 2408x1080
    2412x1080 2460x1080 2640x1200 2670x1200 2712x1220 2772x1240 2780x1264 2800x1260 2960x1440 3040x1440 3088x1440
    3120x1440 3168x1440 3200x1440
    1024x768 2048x1536 2160x1620 2224x1668 2266x1488 2360x1640 2388x1668 2420x1668 2732x2048 2752x2064 2000x1200
"""
SCREENS = tuple(
    sorted({(int(size.split("x")[0]), int(size.split("x")[1])) for size in _WIDTH_HEIGHT.split()})  # the longer first
)
"""Longer and shorter side, in pixels, of screens of computers, phones and tablets."""
